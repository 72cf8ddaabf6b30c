/** A mailbox on this machine that takes every message and shows it in the browser. */
@NullMarked
package io.github.keycloakassume.demo.mail;

import org.jspecify.annotations.NullMarked;
