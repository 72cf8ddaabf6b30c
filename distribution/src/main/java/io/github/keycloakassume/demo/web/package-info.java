/** The little web plumbing that the sample application and the mailbox share, on the JDK's own HTTP server. */
@NullMarked
package io.github.keycloakassume.demo.web;

import org.jspecify.annotations.NullMarked;
