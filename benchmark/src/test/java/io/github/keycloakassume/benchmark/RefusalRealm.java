package io.github.keycloakassume.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A realm with actors of all kinds, and with users for whom none of them may act, each for another reason. */
final class RefusalRealm {

    /** Who asks. */
    enum Actor {
        WITH_THE_ROLE("with role `impersonation`", LoadRealm.agentName(0), "impersonation"),
        VENDOR_WITH_A_GRANT("vendor, with a grant for one organization", LoadRealm.userName(0), "assume-accounts"),
        VENDOR_WITHOUT_A_GRANT("vendor, without a grant", LoadRealm.userName(1), "assume-accounts");

        final String description;
        final String username;
        final String role;

        Actor(String description, String username, String role) {
            this.description = description;
            this.username = username;
            this.role = role;
        }
    }

    /** For whom. All but the last are of the organization that the grant is for. */
    enum Refused {
        /** Against it all others are compared. */
        UNKNOWN("unknown", "user-90"),
        /** None of the realm either: what the comparison shows where there is nothing to be seen. */
        UNKNOWN_TOO("unknown as well", "user-91"),
        ADMINISTRATOR("an administrator", LoadRealm.userName(12)),
        PROTECTED("protected", LoadRealm.userName(13)),
        DISABLED("disabled", LoadRealm.userName(14)),
        OF_ANOTHER_ORGANIZATION("of another organization", LoadRealm.userName(15)),
        OF_THE_ORGANIZATION("of the organization", LoadRealm.userName(16));

        final String description;
        final String username;

        Refused(String description, String username) {
            this.description = description;
            this.username = username;
        }

        /** Whether that actor is refused this user. */
        boolean isOf(Actor actor) {
            return switch (this) {
                case UNKNOWN, UNKNOWN_TOO, ADMINISTRATOR, PROTECTED, DISABLED -> true;
                case OF_ANOTHER_ORGANIZATION -> actor != Actor.WITH_THE_ROLE;
                case OF_THE_ORGANIZATION -> actor == Actor.VENDOR_WITHOUT_A_GRANT;
            };
        }
    }

    private static final String DECIDER = LoadRealm.userName(2);
    private static final int USERS = 20;
    private static final int AGENTS = 1;

    private final RealmAddress address;

    private RefusalRealm(RealmAddress address) {
        this.address = address;
    }

    static Contestant start(Postgres postgres) throws SQLException {
        return Contestant.start(postgres, Node.Kind.OURS, USERS, AGENTS);
    }

    static RefusalRealm in(LoadRealm realm) {
        RefusalRealm prepared = new RefusalRealm(realm.address());
        prepared.prepare();
        return prepared;
    }

    /** A token of an actor that lets them act on behalf of users. */
    String token(Actor actor) {
        return address.login(actor.username, "openid impersonate")
                .path("access_token")
                .asText();
    }

    /** Where it is exchanged. */
    URI tokenEndpoint() {
        return address.protocol("token");
    }

    /** The exchange of that token for one of that user. */
    static String exchange(String token, Refused user) {
        return RealmAddress.encode(Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token",
                token,
                "subject_token_type",
                "urn:ietf:params:oauth:token-type:access_token",
                "requested_subject",
                user.username,
                "assume_reason",
                "how long it takes",
                "client_id",
                RealmAddress.CLIENT,
                "client_secret",
                RealmAddress.SECRET));
    }

    private void prepare() {
        change("", realm -> realm.put("organizationsEnabled", true));
        for (Actor actor : Actor.values()) {
            give(actor.username, actor.role);
        }
        give(DECIDER, "manage-account-assumption");
        give(Refused.ADMINISTRATOR.username, "manage-users");
        give(Refused.PROTECTED.username, "not-impersonatable");
        change("/users/" + LoadRealm.idOf(Refused.DISABLED.username), user -> user.put("enabled", false));
        String granted = organization("granted");
        String other = organization("other");
        for (Refused user : Refused.values()) {
            switch (user) {
                case UNKNOWN, UNKNOWN_TOO -> {}
                case OF_ANOTHER_ORGANIZATION -> join(other, user);
                default -> join(granted, user);
            }
        }
        Http.post(
                address.admin("/account-assumption/grants"),
                address.login(DECIDER, "openid").path("access_token").asText(),
                Map.of(
                        "scope",
                        "organization",
                        "organization",
                        granted,
                        "grantee",
                        Map.of("user", Actor.VENDOR_WITH_A_GRANT.username),
                        "duration",
                        "P1D",
                        "reason",
                        "measured"));
    }

    private void give(String username, String role) {
        String token = address.adminToken();
        String client = Http.get(address.admin("/clients?clientId=realm-management"), token)
                .path(0)
                .path("id")
                .asText();
        JsonNode found = Http.get(address.admin("/clients/" + client + "/roles/" + role), token);
        Http.post(
                address.admin("/users/" + LoadRealm.idOf(username) + "/role-mappings/clients/" + client),
                token,
                List.of(found));
    }

    private void change(String path, Consumer<ObjectNode> change) {
        String token = address.adminToken();
        ObjectNode changed = (ObjectNode) Http.get(address.admin(path), token);
        change.accept(changed);
        Http.put(address.admin(path), token, changed);
    }

    private String organization(String name) {
        String location = Http.post(
                address.admin("/organizations"),
                address.adminToken(),
                Map.of("name", name, "alias", name, "domains", List.of(Map.of("name", name + ".example"))));
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private void join(String organization, Refused user) {
        Http.post(
                address.admin("/organizations/" + organization + "/members"),
                address.adminToken(),
                LoadRealm.idOf(user.username));
    }
}
