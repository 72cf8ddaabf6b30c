/** What is done with requests: asking, answering, withdrawing, seeing. */
@NullMarked
package io.github.keycloakassume.assumption.requests;

import org.jspecify.annotations.NullMarked;
