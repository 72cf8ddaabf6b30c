package io.github.keycloakassume.assumption.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.core.model.Person;

/** Somebody who asked or decided, with the name he had then. */
record DeciderRepresentation(
        @JsonProperty("id") String id,
        @JsonProperty("username") String username,
        @JsonProperty("realm") String realm) {

    static DeciderRepresentation of(Person person) {
        return new DeciderRepresentation(person.userId(), person.username(), person.realmId());
    }
}
