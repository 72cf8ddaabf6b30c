/** Who is vendor, who decides for which tenant, and what names in a wish mean. */
@NullMarked
package io.github.keycloakassume.assumption.tenants;

import org.jspecify.annotations.NullMarked;
