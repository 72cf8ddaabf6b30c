package io.github.keycloakassume.tests.faults;

import io.github.keycloakassume.testbed.KeycloakNode;
import io.github.keycloakassume.testbed.TokenEndpoint;
import io.github.keycloakassume.tests.faults.UseCase.Kind;
import io.github.keycloakassume.tests.onbehalf.Exchanges;
import java.util.List;
import java.util.Map;

/** What writes of tokens that are exchanged on behalf of a user. */
final class ExchangeUseCases {

    private ExchangeUseCases() {}

    static List<UseCase> all() {
        return List.of(
                new UseCase("exchange on behalf of a user", "STARTED", Kind.REQUEST, ExchangeUseCases::exchange)
                        .walking("ActOnBehalf", "TakePlace", "WhyOnBehalf", "BeginImpersonation"),
                new UseCase("revoke the token of an actor", "ENDED", Kind.REQUEST, ExchangeUseCases::revoke)
                        .walking("LogoutListener", "FollowRevocation", "EndExchanges"));
    }

    private static Task exchange(Ground ground) {
        Exchanges exchanges = Exchanges.in(ground.realm());
        Map<String, String> parameters = exchanges.parameters(Map.of());
        Act act = new Requests(ground)
                .program(node ->
                        at(ground, node).token(exchanges.client(), parameters).status());
        return Task.of(act, exchanges.agent(), exchanges.alice())
                .thenHolds(new Hold(
                        "another exchange gives a token",
                        () -> exchanges.exchange(Map.of()).status() == 200));
    }

    private static Task revoke(Ground ground) {
        Exchanges exchanges = Exchanges.in(ground.realm());
        String exchanged = exchanges.token();
        Map<String, String> parameters = Map.of("token", exchanges.agentTokens().refreshToken());
        Act act = new Requests(ground)
                .program(node -> at(ground, node)
                        .call("revoke", exchanges.client(), parameters)
                        .status());
        return Task.of(act, exchanges.agent(), exchanges.alice())
                .thenHolds(new Hold("the exchanged token is good for nothing", () -> !exchanges.isActive(exchanged)));
    }

    private static TokenEndpoint at(Ground ground, KeycloakNode node) {
        return TokenEndpoint.of(node.baseUrl(), ground.realm().name());
    }
}
