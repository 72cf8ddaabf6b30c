package io.github.keycloakassume.planted.assumption.model;

/** What the other module keeps to itself. */
public record PlantedSecret(String text) {}
