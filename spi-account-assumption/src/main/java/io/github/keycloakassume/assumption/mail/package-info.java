/** Mails to tenants and askers about grants and requests, and about what is done without a grant. */
@NullMarked
package io.github.keycloakassume.assumption.mail;

import org.jspecify.annotations.NullMarked;
