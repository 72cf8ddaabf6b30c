package io.github.keycloakassume.benchmark;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Token exchanges of several workers. Each has an agent, or a user, whose token is exchanged again and again. */
final class Exchanges {

    /** How many users each worker acts for in turn. */
    private static final int IN_TURN = Throughput.EACH;

    /** How many agents a worker has, where each round needs another login. */
    private static final int AGENTS = 10;

    static final int USERS = Throughput.WORKERS * IN_TURN;
    static final int ALL_AGENTS = Throughput.WORKERS * AGENTS;

    private final RealmAddress realm;
    private final Map<String, String> more;
    private final Turn[] turns;

    private Exchanges(RealmAddress realm, Map<String, String> more) {
        this.realm = realm;
        this.more = more;
        this.turns = IntStream.range(0, Throughput.WORKERS)
                .mapToObj(worker -> new Turn(worker * IN_TURN))
                .toArray(Turn[]::new);
    }

    /** Where a worker is. */
    private static final class Turn {
        private final int firstUser;
        private String token = "";
        private int login;
        private int user;

        private Turn(int firstUser) {
            this.firstUser = firstUser;
        }

        private String nextUser() {
            user = (user + 1) % IN_TURN;
            return LoadRealm.userName(firstUser + user);
        }
    }

    /** The standard exchange, of tokens that users have from that client. */
    static Exchanges standard(LoadRealm realm, String client) {
        Exchanges exchanges = new Exchanges(realm.address(), Map.of());
        for (Turn turn : exchanges.turns) {
            turn.token = realm.address()
                    .login(client, LoadRealm.userName(turn.firstUser), "openid")
                    .path("access_token")
                    .asText();
        }
        return exchanges;
    }

    /** Keycloak's impersonation of version 1, without the refresh token that it would give. */
    static Exchanges versionOne(LoadRealm realm) {
        Exchanges exchanges = new Exchanges(
                realm.address(), Map.of("requested_token_type", "urn:ietf:params:oauth:token-type:access_token"));
        for (int worker = 0; worker < Throughput.WORKERS; worker++) {
            exchanges.logIn(worker, "openid");
        }
        return exchanges;
    }

    /** On behalf of users. */
    static Exchanges onBehalf(LoadRealm realm) {
        Exchanges exchanges = new Exchanges(realm.address(), Map.of("assume_reason", "how long it takes"));
        for (int worker = 0; worker < Throughput.WORKERS; worker++) {
            exchanges.logInAnew(worker);
        }
        return exchanges;
    }

    /** The worker's agent logs in once more: what they exchange from then on begins impersonations. */
    void logInAnew(int worker) {
        logIn(worker, "openid impersonate");
    }

    /** The worker exchanges its token for one of the same user. */
    void same(int worker) {
        exchange(worker, Map.of());
    }

    /** The worker exchanges its token for one of the user whose turn it is. */
    void forUser(int worker) {
        exchange(worker, Map.of("requested_subject", turns[worker].nextUser()));
    }

    private void logIn(int worker, String scope) {
        Turn turn = turns[worker];
        String agent = LoadRealm.agentName(worker * AGENTS + turn.login++ % AGENTS);
        turn.token = realm.login(agent, scope).path("access_token").asText();
    }

    private void exchange(int worker, Map<String, String> subject) {
        Map<String, String> parameters = new HashMap<>(Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token",
                turns[worker].token,
                "subject_token_type",
                "urn:ietf:params:oauth:token-type:access_token"));
        parameters.putAll(more);
        parameters.putAll(subject);
        realm.token(parameters);
    }
}
