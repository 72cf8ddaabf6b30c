package io.github.keycloakassume.onbehalfof;

/** What came of an exchange: a token of the end user, or a refusal. There is no third. */
sealed interface Outcome permits ExchangedToken, Refusal {}
