package io.github.keycloakassume.assumption.tenants;

import io.github.keycloakassume.assumption.model.AllowedAct;
import io.github.keycloakassume.assumption.model.Effect;
import io.github.keycloakassume.assumption.model.GrantRefusal;
import io.github.keycloakassume.assumption.model.GrantTerms;
import io.github.keycloakassume.assumption.model.Grantee;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.model.ScopeKind;
import io.github.keycloakassume.assumption.model.TargetWish;
import io.github.keycloakassume.assumption.model.TermsWish;
import io.github.keycloakassume.core.keycloak.Memberships;
import io.github.keycloakassume.core.model.IdText;
import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/** What the names in a wish mean in a realm. */
public final class Wishes {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Sight sight;

    public Wishes(KeycloakSession session, RealmModel realm, Sight sight) {
        this.session = session;
        this.realm = realm;
        this.sight = sight;
    }

    /**
     * The scope it names. That there is such an organization is for {@link Tenancies} to say, and of users too where the
     * caller may not know them.
     *
     * @throws RefusedException {@code scope-invalid} for an unknown kind, a target that is missing or too many;
     *     {@code user-not-found}, {@code user-ambiguous} or {@code organization-not-found}
     */
    public Scope scope(TargetWish wish) {
        ScopeKind kind =
                Optional.ofNullable(wish.scope()).flatMap(ScopeKind::ofWireName).orElseThrow(Wishes::invalidScope);
        if ((wish.organization() != null) != (kind == ScopeKind.ORGANIZATION)
                || (wish.user() != null) != (kind == ScopeKind.USER)) {
            throw invalidScope();
        }
        if (wish.organization() != null) {
            return Scope.organization(organizationId(wish.organization()));
        }
        return wish.user() == null ? Scope.realm(realm.getId()) : Scope.user(userId(wish.user()));
    }

    /**
     * The terms it wants, with the usual ones where it says nothing.
     *
     * @throws RefusedException {@code terms-invalid}, {@code grantee-invalid}, {@code subject-role-invalid} or
     *     {@code mode-not-available}
     */
    public GrantTerms terms(TermsWish wish) {
        Effect effect = wish.effect() == null
                ? Effect.ALLOW
                : Effect.ofWireName(wish.effect()).orElseThrow(() -> invalidTerm("effect"));
        @Nullable Grantee grantee = new Grantees(session, realm, sight).find(wish.grantee());
        return new GrantTerms(
                effect,
                grantee,
                mode(wish.mode()),
                maxLifespan(wish.maxLifespan()),
                wish.maxConcurrent(),
                subjectRoles(wish.subjectRoles()),
                allow(wish.allow(), effect));
    }

    /**
     * The terms of a grant with what a wish names changed. What it does not name stays: nothing becomes wider by being left
     * out.
     */
    public GrantTerms changed(GrantTerms before, TermsWish wish) {
        if (before.effect() == Effect.DENY) {
            return wish.isGiven() ? terms(wish) : before;
        }
        GrantTerms wished = terms(wish);
        return new GrantTerms(
                wished.effect(),
                wish.grantee().isEmpty() ? before.grantee() : wished.grantee(),
                wish.mode() == null ? before.mode() : wished.mode(),
                wish.maxLifespan() == null ? before.maxLifespan() : wished.maxLifespan(),
                wish.maxConcurrent() == null ? before.maxConcurrent() : wished.maxConcurrent(),
                wish.subjectRoles() == null ? before.subjectRoles() : wished.subjectRoles(),
                wish.allow() == null ? before.allow() : wished.allow());
    }

    /** By the id that Keycloak knows it by: some databases find it in other spellings, too. */
    private String organizationId(String sent) {
        return new Memberships(session, realm)
                .find(sent)
                .map(OrganizationModel::getId)
                .or(() -> Optional.of(sent).filter(IdText::isUuid))
                .orElseThrow(() -> new RefusedException(GrantRefusal.ORGANIZATION_NOT_FOUND));
    }

    private String userId(String user) {
        return Optional.of(user.strip())
                .filter(name -> !name.isEmpty())
                .flatMap(name ->
                        sight.user(session, realm, name).map(UserModel::getId).or(() -> unseen(name)))
                .orElseThrow(() -> new RefusedException(Refusal.USER_NOT_FOUND));
    }

    /** What one who may not know is not told by a refusal: that there is nothing of that id. */
    private Optional<String> unseen(String id) {
        return sight == Sight.IDS && IdText.isMadeByKeycloak(id) ? Optional.of(id) : Optional.empty();
    }

    private static Mode mode(@Nullable String wireName) {
        return wireName == null
                ? Mode.FULL
                : Mode.ofWireName(wireName).orElseThrow(() -> new RefusedException(Refusal.MODE_NOT_AVAILABLE));
    }

    private static @Nullable Duration maxLifespan(@Nullable Long seconds) {
        if (seconds == null) {
            return null;
        }
        if (seconds < 0 || seconds > Integer.MAX_VALUE) {
            throw invalidTerm("maxLifespan");
        }
        return Duration.ofSeconds(seconds);
    }

    private Set<String> subjectRoles(@Nullable List<String> roles) {
        return roles == null ? Set.of() : roles.stream().map(this::roleId).collect(Collectors.toSet());
    }

    private String roleId(@Nullable String idOrName) {
        return Optional.ofNullable(idOrName)
                .flatMap(sent -> sight.role(session, realm, sent)
                        .map(RoleModel::getId)
                        .or(() -> unseen(sent).filter(IdText::isUuid)))
                .orElseThrow(() -> new RefusedException(GrantRefusal.SUBJECT_ROLE_INVALID));
    }

    private static Set<AllowedAct> allow(@Nullable List<String> acts, Effect effect) {
        if (acts == null) {
            return effect == Effect.DENY ? Set.of() : Set.of(AllowedAct.IMPERSONATE);
        }
        return acts.stream()
                .map(act -> Optional.ofNullable(act)
                        .flatMap(AllowedAct::ofWireName)
                        .orElseThrow(() -> invalidTerm("allow")))
                .collect(Collectors.toSet());
    }

    private static RefusedException invalidScope() {
        return new RefusedException(GrantRefusal.SCOPE_INVALID);
    }

    private static RefusedException invalidTerm(String field) {
        return new RefusedException(GrantRefusal.TERMS_INVALID, field);
    }
}
