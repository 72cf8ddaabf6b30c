package io.github.keycloakassume.planted.impersonation.rest;

import io.github.keycloakassume.planted.impersonation.session.PlantedViolations;

/** Closes a circle between two rooms. */
public record PlantedCircle(PlantedViolations violations) {}
