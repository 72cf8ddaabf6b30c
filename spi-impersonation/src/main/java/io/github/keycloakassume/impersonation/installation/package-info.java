/** What has to be installed beside this JAR. It uses nothing of it, so that it can say that it is missing. */
@NullMarked
package io.github.keycloakassume.impersonation.installation;

import org.jspecify.annotations.NullMarked;
