package io.github.keycloakassume.benchmark;

import io.github.keycloakassume.benchmark.RefusalRealm.Actor;
import io.github.keycloakassume.benchmark.RefusalRealm.Refused;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The time of a refused token exchange on behalf of a user")
final class RefusalTimesBenchmark {

    private static final int WARM_UP = 100;
    private static final long SEED = 42;
    /** A refusal waits for most of its time, so that so many leave the machine idle for most of it. */
    private static final int AT_THE_SAME_TIME = 5;

    private static final double LIKELIHOOD = 0.01;

    @Test
    void does_not_tell_whether_the_user_exists() throws IOException, SQLException {
        int calls = Setting.number("refusals");
        try (Postgres postgres = Postgres.start();
                Contestant ours = RefusalRealm.start(postgres)) {
            RefusalRealm realm = RefusalRealm.in(ours.realm());
            Report report = new Report("The time of a refused exchange", ours.database());
            List<Compared> all = compare(realm, calls);

            report.say(
                    "Exchanges that are refused, one at a time: for an unknown user and for one of the kind named, in turn, in random order, "
                            + calls
                            + " of each. All answers are the same. Five such comparisons are made at the same time. t is Welch's, of the means; z is Mann-Whitney's, of the ranks: positive where the unknown user is"
                            + " answered sooner. With " + 2 * all.size()
                            + " comparisons, |t| or |z| above 1.96 is expected of one in twenty; p, for all of them together (Bonferroni), below "
                            + LIKELIHOOD + " would tell which is which.");
            report.say(
                    "| actor | user | unknown: median, mean (ms) | this one: median, mean (ms) | t | z | p |\n|---|---|---|---|---|---|---|\n"
                            + String.join(
                                    "",
                                    all.stream()
                                            .map(one -> one.line(2 * all.size()))
                                            .toList()));
            report.write("times-of-refusals.md");

            SoftAssertions figures = new SoftAssertions();
            all.forEach(one -> figures.assertThat(one.probability(2 * all.size()))
                    .as("%s, %s", one.actor().description, one.user().description)
                    .isGreaterThan(LIKELIHOOD));
            figures.assertAll();
        }
    }

    private static List<Compared> compare(RefusalRealm realm, int calls) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_THE_SAME_TIME);
        try {
            return Stream.of(Actor.values())
                    .flatMap(actor -> comparisons(realm, actor, calls))
                    .map(comparison -> CompletableFuture.supplyAsync(comparison, threads))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static Stream<Supplier<Compared>> comparisons(RefusalRealm realm, Actor actor, int calls) {
        String token = realm.token(actor);
        Refusals refusals = new Refusals(realm.tokenEndpoint());
        return Stream.of(Refused.values())
                .filter(user -> user != Refused.UNKNOWN && user.isOf(actor))
                .map(user -> () -> new Compared(
                        actor,
                        user,
                        refusals.compare(
                                RefusalRealm.exchange(token, Refused.UNKNOWN),
                                RefusalRealm.exchange(token, user),
                                calls)));
    }

    /** What came of one comparison. */
    private record Compared(Actor actor, Refused user, TwoSamples times) {

        /** Of the one statistic that says more, among so many. */
        double probability(int comparisons) {
            double least = Math.min(TwoSamples.probability(times.welch()), TwoSamples.probability(times.mannWhitney()));
            return Math.min(1, least * comparisons);
        }

        String line(int comparisons) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %.2f | %.2f | %.3f |%n",
                    actor.description,
                    user.description,
                    text(times.first()),
                    text(times.second()),
                    times.welch(),
                    times.mannWhitney(),
                    probability(comparisons));
        }

        private static String text(List<Double> times) {
            return String.format(
                    Locale.ROOT,
                    "%.3f, %.3f",
                    Pairs.median(times.stream().sorted().toList()),
                    TwoSamples.mean(times));
        }
    }

    /** Sends two forms in turn and takes the times. */
    private static final class Refusals {

        private final URI address;
        private final Random random = new Random(SEED);

        private Refusals(URI address) {
            this.address = address;
        }

        TwoSamples compare(String unknown, String other, int calls) {
            String answer = Http.refusedForm(address, unknown);
            List<Double> ofUnknown = new ArrayList<>();
            List<Double> ofOther = new ArrayList<>();
            for (int i = -WARM_UP; i < calls; i++) {
                boolean unknownFirst = random.nextBoolean();
                double first = millis(unknownFirst ? unknown : other, answer);
                double second = millis(unknownFirst ? other : unknown, answer);
                if (i >= 0) {
                    ofUnknown.add(unknownFirst ? first : second);
                    ofOther.add(unknownFirst ? second : first);
                }
            }
            return new TwoSamples(ofUnknown, ofOther);
        }

        private double millis(String form, String expected) {
            long before = System.nanoTime();
            String answer = Http.refusedForm(address, form);
            double millis = (System.nanoTime() - before) / 1e6;
            Assertions.assertThat(answer).isEqualTo(expected);
            return millis;
        }
    }
}
