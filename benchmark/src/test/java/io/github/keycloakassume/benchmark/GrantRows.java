package io.github.keycloakassume.benchmark;

import java.sql.SQLException;
import java.util.List;

/** Grants and organizations by the hundred thousand, written straight into the tables. */
record GrantRows(Postgres.Database database, String realmId, String deciderId) {

    private static final String COLUMNS =
            "ID, VERSION, REALM_ID, SCOPE_KIND, TARGET_ID, EFFECT, GRANTEE_KIND, GRANTEE_REALM_ID, GRANTEE_ID, ACCESS_MODE,"
                    + " MAX_LIFESPAN, ALLOWED, REASON, CREATED_BY_REALM_ID, CREATED_BY_ID, CREATED_BY_NAME,"
                    + " DECIDED_BY_REALM_ID, DECIDED_BY_ID, DECIDED_BY_NAME, DECIDED_AS, STARTS_AT, ENDS_AT, DUE_AT, NOTICE_AT, ENDED_AT, END_CAUSE";

    /** Organizations without members, as Keycloak keeps them. */
    void organizations(int count) throws SQLException {
        database.execute("""
                insert into ORG (ID, ENABLED, REALM_ID, GROUP_ID, NAME, ALIAS)
                select md5('org' || i)::uuid::text, true, '%1$s', md5('group' || i)::uuid::text,
                    'organization-' || i, 'organization-' || i
                from generate_series(1, %2$d) i
                """.formatted(realmId, count), """
                insert into KEYCLOAK_GROUP (ID, NAME, PARENT_GROUP, REALM_ID, TYPE, ORG_ID)
                select md5('group' || i)::uuid::text, md5('org' || i)::uuid::text, ' ', '%1$s', 1, md5('org' || i)::uuid::text
                from generate_series(1, %2$d) i
                """.formatted(realmId, count));
    }

    /** Of ten, three are for organizations and seven for users; of five, two are over; one ends never. */
    void history(int count, int organizations) throws SQLException {
        database.execute("""
                insert into ASSUME_GRANT (%1$s)
                select gen_random_uuid()::text, 1, '%2$s',
                    case when i %% 10 < 3 then 'ORGANIZATION' else 'USER' end,
                    case when i %% 10 < 3 then md5('org' || (1 + i / 10 %% %5$d))::uuid::text else md5('user' || i)::uuid::text end,
                    'ALLOW', null, null, null, 'FULL', null, '["IMPERSONATE"]', 'ticket ' || i,
                    '%2$s', '%3$s', 'ada', '%2$s', '%3$s', 'ada', 'REALM',
                    %6$d - i * 60000,
                    case when i %% 5 < 2 then %6$d - i * 60000 + 3600000 when i %% 5 = 2 then null else %6$d + 2592000000 + i end,
                    case when i %% 5 > 2 then %6$d + 2592000000 + i end,
                    case when i %% 5 > 2 then %6$d + 2505600000 + i end,
                    case when i %% 5 < 2 then %6$d - i * 60000 + 3600000 end,
                    case when i %% 5 < 2 then 'EXPIRED' end
                from generate_series(1::bigint, %4$d) i
                """.formatted(COLUMNS, realmId, deciderId, count, organizations, now()));
    }

    /** What reaches each subject: one grant for the agent alone, two of his organization, and three of the realm. */
    void reaching(List<String> subjects, List<String> organizations, String agentId) throws SQLException {
        for (int i = 0; i < subjects.size(); i++) {
            one("USER", subjects.get(i), "'USER', '" + realmId + "', '" + agentId + "'", 3_600);
            one("ORGANIZATION", organizations.get(i), "null, null, null", 1_800);
            one("ORGANIZATION", organizations.get(i), "null, null, null", 3_600);
        }
        for (int lifespan : List.of(600, 1_200, 1_800)) {
            one("REALM", realmId, "null, null, null", lifespan);
        }
    }

    /** Users with addresses and nothing else. */
    void users(int count) throws SQLException {
        database.execute("""
                insert into USER_ENTITY (ID, USERNAME, EMAIL, EMAIL_CONSTRAINT, EMAIL_VERIFIED, ENABLED, REALM_ID,
                    CREATED_TIMESTAMP, NOT_BEFORE)
                select md5('ending' || i)::uuid::text, 'user-' || i, 'user-' || i || '@scale.example',
                    'user-' || i || '@scale.example', true, true, '%1$s', %3$d, 0
                from generate_series(1, %2$d) i
                """.formatted(realmId, count, now()));
    }

    /** Grants, one for each of those users, that all end at that moment. */
    void ending(int count, long at) throws SQLException {
        database.execute("""
                insert into ASSUME_GRANT (%1$s)
                select gen_random_uuid()::text, 1, '%2$s', 'USER', md5('ending' || i)::uuid::text,
                    'ALLOW', null, null, null, 'FULL', null, '["IMPERSONATE"]', 'ticket ' || i,
                    '%2$s', '%3$s', 'ada', '%2$s', '%3$s', 'ada', 'REALM', %5$d - i, %6$d, %6$d, null, null, null
                from generate_series(1::bigint, %4$d) i
                """.formatted(COLUMNS, realmId, deciderId, count, now(), at));
    }

    /** As the database's own housekeeping does in time. */
    void settle() throws SQLException {
        database.execute("vacuum analyze");
    }

    private void one(String kind, String target, String grantee, int lifespan) throws SQLException {
        database.execute("""
                insert into ASSUME_GRANT (%1$s)
                values (gen_random_uuid()::text, 1, '%2$s', '%4$s', '%5$s', 'ALLOW', %6$s, 'FULL', %7$d, '["IMPERSONATE"]', 'measured',
                    '%2$s', '%3$s', 'ada', '%2$s', '%3$s', 'ada', 'REALM', %8$d, %8$d + 2592000000, %8$d + 2592000000, null, null, null)
                """.formatted(COLUMNS, realmId, deciderId, kind, target, grantee, lifespan, now()));
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
