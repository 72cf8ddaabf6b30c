/** The outbox: mails leave after the commit, each at most once. */
@NullMarked
package io.github.keycloakassume.core.mail;

import org.jspecify.annotations.NullMarked;
