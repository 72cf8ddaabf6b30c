/** What mails to tenants say. */
@NullMarked
package io.github.keycloakassume.assumption.mail;

import org.jspecify.annotations.NullMarked;
