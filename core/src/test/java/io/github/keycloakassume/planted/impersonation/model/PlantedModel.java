package io.github.keycloakassume.planted.impersonation.model;

import org.keycloak.models.UserModel;

/** A model that knows Keycloak. */
public record PlantedModel(UserModel user) {}
