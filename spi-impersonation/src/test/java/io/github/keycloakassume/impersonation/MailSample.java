package io.github.keycloakassume.impersonation;

import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.impersonation.model.EndCause;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a template of a mail shows, with all the values that it must know how to show; the first one is the usual one.
 *
 * @param required what it always gets
 * @param optional what it may have to do without
 */
record MailSample(String template, Map<String, List<String>> required, Map<String, List<String>> optional) {

    private static final List<String> FREE = List.of("");
    private static final List<String> SCOPES = List.of("organization", "realm", "user");

    static final List<MailSample> ALL = List.of(
            new MailSample(
                    "assume-impersonation-started",
                    Map.of(
                            "assumeUsername",
                            FREE,
                            "assumeImpersonator",
                            FREE,
                            "assumeStartedAt",
                            FREE,
                            "assumeEndsAt",
                            FREE),
                    Map.of("assumeImpersonatorRealm", FREE, "assumeReason", FREE, "assumeTicket", FREE)),
            new MailSample(
                    "assume-impersonation-ended",
                    Map.of(
                            "assumeUsername",
                            FREE,
                            "assumeImpersonator",
                            FREE,
                            "assumeStartedAt",
                            FREE,
                            "assumeEndedAt",
                            FREE,
                            "assumeCause",
                            Arrays.stream(EndCause.values())
                                    .map(EndCause::wireName)
                                    .toList()),
                    Map.of("assumeImpersonatorRealm", FREE, "assumeReason", FREE, "assumeTicket", FREE)),
            new MailSample(
                    "assume-grant-requested",
                    Map.of(
                            "assumeRequester",
                            FREE,
                            "assumeScopeKind",
                            SCOPES,
                            "assumeScopeName",
                            FREE,
                            "assumeDuration",
                            List.of("P1D", "P1W", "P1M", "P1Y", "indefinite", "PT36H"),
                            "assumeLapsesAt",
                            FREE),
                    Map.of("assumeRealm", FREE, "assumeReason", FREE, "assumeTicket", FREE)),
            new MailSample(
                    "assume-request-decided",
                    Map.of(
                            "assumeOutcome",
                            List.of("approved", "denied", "lapsed"),
                            "assumeScopeKind",
                            SCOPES,
                            "assumeScopeName",
                            FREE),
                    Map.of("assumeRealm", FREE, "assumeDecider", FREE, "assumeWord", FREE, "assumeEndsAt", FREE)),
            new MailSample(
                    "assume-grant-started",
                    Map.of(
                            "assumeScopeKind",
                            SCOPES,
                            "assumeScopeName",
                            FREE,
                            "assumeDecider",
                            FREE,
                            "assumeMode",
                            Arrays.stream(Mode.values()).map(Mode::wireName).toList(),
                            "assumeStartsAt",
                            FREE),
                    Map.of(
                            "assumeRealm",
                            FREE,
                            "assumeGrantee",
                            FREE,
                            "assumeGranteeKind",
                            List.of("role", "group", "user", "identityProvider"),
                            "assumeReason",
                            FREE,
                            "assumeEndsAt",
                            FREE)),
            new MailSample(
                    "assume-grant-ended",
                    Map.of(
                            "assumeScopeKind",
                            SCOPES,
                            "assumeScopeName",
                            FREE,
                            "assumeCause",
                            List.of("expired", "revoked", "removed"),
                            "assumeEndedAt",
                            FREE),
                    Map.of("assumeRealm", FREE, "assumeDecider", FREE)),
            new MailSample(
                    "assume-grant-ending",
                    Map.of("assumeScopeKind", SCOPES, "assumeScopeName", FREE, "assumeEndsAt", FREE),
                    Map.of("assumeRealm", FREE)),
            new MailSample(
                    "assume-denial-started",
                    Map.of(
                            "assumeScopeKind",
                            SCOPES,
                            "assumeScopeName",
                            FREE,
                            "assumeDecider",
                            FREE,
                            "assumeStartsAt",
                            FREE),
                    Map.of(
                            "assumeRealm",
                            FREE,
                            "assumeGrantee",
                            FREE,
                            "assumeGranteeKind",
                            List.of("role", "group", "user", "identityProvider"),
                            "assumeReason",
                            FREE,
                            "assumeEndsAt",
                            FREE)),
            new MailSample(
                    "assume-denial-ended",
                    Map.of(
                            "assumeScopeKind",
                            SCOPES,
                            "assumeScopeName",
                            FREE,
                            "assumeCause",
                            List.of("expired", "revoked", "removed"),
                            "assumeEndedAt",
                            FREE),
                    Map.of("assumeRealm", FREE, "assumeDecider", FREE)),
            new MailSample(
                    "assume-denial-ending",
                    Map.of("assumeScopeKind", SCOPES, "assumeScopeName", FREE, "assumeEndsAt", FREE),
                    Map.of("assumeRealm", FREE)),
            new MailSample(
                    "assume-trial",
                    Map.of(
                            "assumeTrial",
                            List.of("false", "true"),
                            "assumeScopeKind",
                            List.of("organization", "realm"),
                            "assumeScopeName",
                            FREE,
                            "assumeSince",
                            FREE,
                            "assumeDecider",
                            FREE),
                    Map.of("assumeRealm", FREE)),
            new MailSample(
                    "assume-break-glass",
                    Map.of(
                            "assumeUsername",
                            FREE,
                            "assumeImpersonator",
                            FREE,
                            "assumeReason",
                            FREE,
                            "assumeStartedAt",
                            FREE,
                            "assumeEndsAt",
                            FREE),
                    Map.of("assumeRealm", FREE, "assumeImpersonatorRealm", FREE, "assumeTicket", FREE)));

    /** All names. */
    Set<String> names() {
        Set<String> names = new HashSet<>(required.keySet());
        names.addAll(optional.keySet());
        return names;
    }

    /** Names of what somebody has written, in whatever words. */
    List<String> free() {
        return all().entrySet().stream()
                .filter(name -> name.getValue().equals(FREE))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Contents with everything, and with nothing optional, for each value that something can have. */
    Stream<Map<String, String>> contents() {
        return Stream.concat(each(required), each(all()));
    }

    /** Contents with everything; a free text is its own name between these. */
    Map<String, String> hostile(String before, String after) {
        Map<String, String> texts = usual(all());
        free().forEach(name -> texts.put(name, before + name + after));
        return texts;
    }

    private Map<String, List<String>> all() {
        Map<String, List<String>> all = new HashMap<>(required);
        all.putAll(optional);
        return all;
    }

    private static Stream<Map<String, String>> each(Map<String, List<String>> values) {
        return values.entrySet().stream()
                .flatMap(one -> one.getValue().stream().map(value -> {
                    Map<String, String> texts = usual(values);
                    texts.put(one.getKey(), value.isEmpty() ? one.getKey() : value);
                    return texts;
                }));
    }

    /** The usual value of each; a free text is its own name, so that it is found again. */
    private static Map<String, String> usual(Map<String, List<String>> values) {
        Map<String, String> texts = new HashMap<>();
        values.forEach((name, some) -> texts.put(name, some.get(0).isEmpty() ? name : some.get(0)));
        return texts;
    }
}
