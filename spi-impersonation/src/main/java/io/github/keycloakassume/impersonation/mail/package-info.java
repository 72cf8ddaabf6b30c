/** The outbox: mails leave after the commit, on threads of their own, each at most once. */
@NullMarked
package io.github.keycloakassume.impersonation.mail;

import org.jspecify.annotations.NullMarked;
