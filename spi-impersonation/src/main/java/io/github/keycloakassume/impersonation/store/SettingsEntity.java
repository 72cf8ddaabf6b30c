package io.github.keycloakassume.impersonation.store;

import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.impersonation.model.Accountability;
import io.github.keycloakassume.impersonation.model.ImpersonationSettings;
import io.github.keycloakassume.impersonation.model.Notifications;
import io.github.keycloakassume.impersonation.model.Notify;
import io.github.keycloakassume.impersonation.model.OnBehalfOfRules;
import io.github.keycloakassume.impersonation.model.StepUp;
import io.github.keycloakassume.impersonation.model.StockImpersonation;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A row of {@code ASSUME_SETTINGS}: what a realm has changed. Lifespans are seconds. */
@Entity
@Table(name = "ASSUME_SETTINGS")
@NamedQuery(name = SettingsEntity.DELETE_BY_REALM, query = "delete from SettingsEntity s where s.realmId = :realmId")
public class SettingsEntity {

    static final String DELETE_BY_REALM = "assume.deleteSettingsByRealm";

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId = "";

    @Version
    @Column(name = "VERSION")
    private int version = 1;

    @Column(name = "DEFAULT_LIFESPAN")
    private long defaultLifespan;

    @Column(name = "LONGEST_LIFESPAN")
    private long longestLifespan;

    @Column(name = "ACCESS_TOKEN_LIFESPAN")
    private long accessTokenLifespan;

    @Column(name = "DEFAULT_MODE", length = 16)
    private String defaultMode = "";

    /** 1 or 0: Oracle knows no BOOLEAN. */
    @Column(name = "REASON_REQUIRED")
    private int reasonRequired;

    @Column(name = "TICKET_PATTERN")
    private @Nullable String ticketPattern;

    @Column(name = "NOTIFY_OWN", length = 16)
    private String notifyOwn = "";

    @Column(name = "NOTIFY_VENDOR", length = 16)
    private String notifyVendor = "";

    @Column(name = "STOCK_IMPERSONATION", length = 16)
    private String stock = "";

    @Column(name = "TRAIL_RETENTION_DAYS")
    private int trailRetentionDays;

    @Column(name = "STEP_UP_MAX_AGE")
    private @Nullable Long stepUpMaxAge;

    @Column(name = "STEP_UP_ACR")
    private @Nullable String stepUpAcr;

    @Column(name = "TRUSTED_BROKERS")
    private @Nullable String trustedBrokers;

    @Column(name = "ON_BEHALF_AUTHENTICATORS")
    private @Nullable String onBehalfOfAuthenticators;

    @Column(name = "ON_BEHALF_PER_ACTOR")
    private int onBehalfOfPerActor;

    @Column(name = "ON_BEHALF_PER_SUBJECT")
    private int onBehalfOfPerSubject;

    /** For JPA. */
    protected SettingsEntity() {}

    static SettingsEntity of(String realmId, ImpersonationSettings settings) {
        SettingsEntity entity = new SettingsEntity();
        entity.realmId = realmId;
        entity.take(settings);
        return entity;
    }

    final void take(ImpersonationSettings settings) {
        defaultLifespan = settings.defaultLifespan().toSeconds();
        longestLifespan = settings.longestLifespan().toSeconds();
        accessTokenLifespan = settings.accessTokenLifespan().toSeconds();
        defaultMode = settings.defaultMode().wireName();
        reasonRequired = settings.accountability().reasonRequired() ? 1 : 0;
        ticketPattern = settings.accountability().ticketPattern();
        notifyOwn = settings.notifications().own().wireName();
        notifyVendor = settings.notifications().vendor().wireName();
        stock = settings.stock().wireName();
        trailRetentionDays = Math.toIntExact(settings.trailRetention().toDays());
        Duration maxAge = settings.stepUp().maxAge();
        stepUpMaxAge = maxAge == null ? null : maxAge.toSeconds();
        stepUpAcr = settings.stepUp().acr();
        trustedBrokers = IdList.write(settings.trustedBrokers());
        onBehalfOfAuthenticators = IdList.write(settings.onBehalfOf().serviceAccountAuthenticators());
        onBehalfOfPerActor = settings.onBehalfOf().perActorPerHour();
        onBehalfOfPerSubject = settings.onBehalfOf().perSubjectPerHour();
    }

    int version() {
        return version;
    }

    ImpersonationSettings toDomain() {
        return new ImpersonationSettings(
                Duration.ofSeconds(defaultLifespan),
                Duration.ofSeconds(longestLifespan),
                Duration.ofSeconds(accessTokenLifespan),
                Mode.ofWireName(defaultMode).orElseThrow(),
                new Accountability(reasonRequired == 1, ticketPattern),
                new StepUp(stepUpMaxAge == null ? null : Duration.ofSeconds(stepUpMaxAge), stepUpAcr),
                new Notifications(
                        Notify.ofWireName(notifyOwn).orElseThrow(),
                        Notify.ofWireName(notifyVendor).orElseThrow()),
                StockImpersonation.ofWireName(stock).orElseThrow(),
                Duration.ofDays(trailRetentionDays),
                IdList.read(trustedBrokers),
                new OnBehalfOfRules(IdList.read(onBehalfOfAuthenticators), onBehalfOfPerActor, onBehalfOfPerSubject));
    }
}
