package io.github.keycloakassume.tests.faults;

import java.util.List;
import java.util.stream.Stream;

/** All that are walked. The first are those whose second try must come soon. */
final class UseCases {

    private UseCases() {}

    static List<UseCase> all() {
        return Stream.of(
                        EngineUseCases.all(),
                        NoticedUseCases.all(),
                        ExchangeUseCases.all(),
                        GrantUseCases.all(),
                        RemovalUseCases.all())
                .flatMap(List::stream)
                .toList();
    }
}
