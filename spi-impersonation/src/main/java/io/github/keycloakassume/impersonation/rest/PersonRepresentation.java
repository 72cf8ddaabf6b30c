package io.github.keycloakassume.impersonation.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.core.model.Person;

/** A user by id and name. */
record PersonRepresentation(
        @JsonProperty("id") String id,
        @JsonProperty("username") String username) {

    static PersonRepresentation of(Person person) {
        return new PersonRepresentation(person.userId(), person.username());
    }
}
