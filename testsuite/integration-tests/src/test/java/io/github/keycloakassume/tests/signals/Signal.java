package io.github.keycloakassume.tests.signals;

import java.util.Map;
import java.util.Objects;

/** A security event token that tells of the end of a session (CAEP session-revoked), checked. */
record Signal(Map<String, Object> claims) {

    private static final String TYPE = "https://schemas.openid.net/secevent/caep/event-type/session-revoked";

    /** The id of the session in {@code sub_id}. */
    String session() {
        return text(member(member(claims, "sub_id"), "session"), "id");
    }

    /** Whose session. */
    Map<?, ?> user() {
        return member(member(claims, "sub_id"), "user");
    }

    String initiatingEntity() {
        return text(event(), "initiating_entity");
    }

    String reason() {
        return text(member(event(), "reason_admin"), "en");
    }

    Map<?, ?> event() {
        return member(member(claims, "events"), TYPE);
    }

    private static Map<?, ?> member(Map<?, ?> object, String name) {
        return object.get(name) instanceof Map<?, ?> member ? member : Map.of();
    }

    private static String text(Map<?, ?> object, String name) {
        return Objects.toString(object.get(name), "");
    }
}
