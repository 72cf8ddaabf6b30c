package io.github.keycloakassume.assumption.expiry;

import java.time.Instant;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** One kind of thing whose time comes. */
interface Due<T> {

    /** Those whose time has come, the longest due first; nobody else gets them until the transaction ends. */
    List<T> claim(KeycloakSession session, Instant now, int most);

    /** What those of this kind are called in the log, as the beginning of a sentence: {@code Grants and denials whose time is up}. */
    String kind();

    /** What one is called in the log: {@code grant 4711}. */
    String describe(T due);

    /** Of which realm it is. */
    String realmOf(T due);

    /** Notes what has become of them, in the trail too, and has those concerned told. */
    void settle(KeycloakSession session, RealmModel realm, List<T> due, Instant now);

    /** Notes it of one that could not be settled: in the trail without names, and nobody is told. */
    void settleQuietly(KeycloakSession session, T due, Instant now);

    /** Forgets all that is left of a realm that is gone. */
    void forget(KeycloakSession session, String realmId);
}
