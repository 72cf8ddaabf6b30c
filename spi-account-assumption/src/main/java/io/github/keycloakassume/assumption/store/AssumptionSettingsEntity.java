package io.github.keycloakassume.assumption.store;

import io.github.keycloakassume.assumption.model.AssumptionSettings;
import io.github.keycloakassume.assumption.model.Governs;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A row of {@code ASSUME_GRANT_SETTINGS}: what a realm has changed. */
@Entity
@Table(name = "ASSUME_GRANT_SETTINGS")
@NamedQuery(
        name = AssumptionSettingsEntity.DELETE_BY_REALM,
        query = "delete from AssumptionSettingsEntity s where s.realmId = :realmId")
@NamedQuery(
        name = AssumptionSettingsEntity.NAMING_VENDORS,
        query = "select s from AssumptionSettingsEntity s where s.vendorProviders is not null")
public class AssumptionSettingsEntity {

    static final String NAMING_VENDORS = "assume.grantSettingsNamingVendors";
    static final String DELETE_BY_REALM = "assume.deleteGrantSettingsByRealm";

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId = "";

    @Version
    @Column(name = "VERSION")
    private int version = 1;

    @Column(name = "GOVERNS", length = 16)
    private String governs = "";

    @Column(name = "VENDOR_PROVIDERS")
    private @Nullable String vendorProviders;

    @Column(name = "ORGANIZATION_ADMIN_ROLE")
    private @Nullable String organizationAdminRole;

    /** In seconds. */
    @Column(name = "REQUEST_LAPSE")
    private long requestLapse;

    /** 1 or 0: Oracle knows no BOOLEAN. */
    @Column(name = "TRIAL")
    private int trial;

    @Column(name = "DECIDING_CLIENTS")
    private @Nullable String decidingClients;

    /** For JPA. */
    protected AssumptionSettingsEntity() {}

    static AssumptionSettingsEntity of(String realmId, AssumptionSettings settings) {
        AssumptionSettingsEntity entity = new AssumptionSettingsEntity();
        entity.realmId = realmId;
        entity.take(settings);
        return entity;
    }

    final void take(AssumptionSettings settings) {
        governs = settings.governs().name();
        vendorProviders = TextList.write(settings.vendorIdentityProviders());
        organizationAdminRole = settings.organizationAdminRole();
        requestLapse = settings.requestLapse().toSeconds();
        trial = settings.trial() ? 1 : 0;
        decidingClients = TextList.write(settings.decidingClients());
    }

    String realmId() {
        return realmId;
    }

    int version() {
        return version;
    }

    AssumptionSettings toDomain() {
        return new AssumptionSettings(
                Governs.valueOf(governs),
                TextList.read(vendorProviders),
                organizationAdminRole,
                Duration.ofSeconds(requestLapse),
                trial == 1,
                TextList.read(decidingClients));
    }
}
