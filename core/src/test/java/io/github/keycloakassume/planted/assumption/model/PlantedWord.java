package io.github.keycloakassume.planted.assumption.model;

/** What the other module speaks of to all. */
public record PlantedWord(String text) {}
