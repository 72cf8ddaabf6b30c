package io.github.keycloakassume.assumption.store;

import io.github.keycloakassume.assumption.model.AllowedAct;
import io.github.keycloakassume.assumption.model.Effect;
import io.github.keycloakassume.assumption.model.GrantTerms;
import io.github.keycloakassume.assumption.model.Grantee;
import io.github.keycloakassume.assumption.model.GranteeKind;
import io.github.keycloakassume.core.model.Mode;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The terms of a grant or of a request in its row. */
@Embeddable
public class TermsColumns {

    @Column(name = "EFFECT", length = 16)
    private String effect = "";

    @Column(name = "GRANTEE_KIND", length = 32)
    private @Nullable String granteeKind;

    @Column(name = "GRANTEE_REALM_ID", length = 36)
    private @Nullable String granteeRealmId;

    @Column(name = "GRANTEE_ID")
    private @Nullable String granteeId;

    @Column(name = "ACCESS_MODE", length = 16)
    private String mode = "";

    /** In seconds. */
    @Column(name = "MAX_LIFESPAN")
    private @Nullable Long maxLifespan;

    @Column(name = "MAX_CONCURRENT")
    private @Nullable Integer maxConcurrent;

    @Column(name = "SUBJECT_ROLES", length = 2000)
    private @Nullable String subjectRoles;

    @Column(name = "ALLOWED")
    private @Nullable String allowed;

    /** For JPA. */
    protected TermsColumns() {}

    static TermsColumns of(GrantTerms terms) {
        TermsColumns columns = new TermsColumns();
        columns.effect = terms.effect().name();
        Grantee grantee = terms.grantee();
        columns.granteeKind = grantee == null ? null : grantee.kind().name();
        columns.granteeRealmId = grantee == null ? null : grantee.realmId();
        columns.granteeId = grantee == null ? null : grantee.id();
        columns.mode = terms.mode().name();
        Duration longest = terms.maxLifespan();
        columns.maxLifespan = longest == null ? null : longest.toSeconds();
        columns.maxConcurrent = terms.maxConcurrent();
        columns.subjectRoles = TextList.write(terms.subjectRoles());
        columns.allowed =
                TextList.write(terms.allow().stream().map(AllowedAct::name).toList());
        return columns;
    }

    GrantTerms toDomain() {
        return new GrantTerms(
                Effect.valueOf(effect),
                grantee(),
                Mode.valueOf(mode),
                maxLifespan == null ? null : Duration.ofSeconds(maxLifespan),
                maxConcurrent,
                TextList.read(subjectRoles),
                allow());
    }

    private @Nullable Grantee grantee() {
        return granteeKind == null || granteeRealmId == null || granteeId == null
                ? null
                : new Grantee(GranteeKind.valueOf(granteeKind), granteeRealmId, granteeId);
    }

    private Set<AllowedAct> allow() {
        return TextList.read(allowed).stream().map(AllowedAct::valueOf).collect(Collectors.toSet());
    }
}
