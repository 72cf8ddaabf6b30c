/** Tables of trail, roles and mails, and how modules read and write tables of their own. */
@NullMarked
package io.github.keycloakassume.core.store;

import org.jspecify.annotations.NullMarked;
