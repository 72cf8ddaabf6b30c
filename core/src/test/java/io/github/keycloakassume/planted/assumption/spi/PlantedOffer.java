package io.github.keycloakassume.planted.assumption.spi;

import io.github.keycloakassume.planted.assumption.model.PlantedWord;

/** What the other module offers. */
public record PlantedOffer(PlantedWord word) {}
