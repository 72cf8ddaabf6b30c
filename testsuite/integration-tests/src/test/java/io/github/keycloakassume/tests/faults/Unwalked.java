package io.github.keycloakassume.tests.faults;

import java.util.Map;

/** The classes that write and that no use case of the fault run walks, each with the reason. */
final class Unwalked {

    static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("Acts", "counts what is done while impersonating, beside the request; no access changes by it"),
            Map.entry("ImpersonatedEvents", "the same"),
            Map.entry("ArrivedBrowser", "notes that a browser has come; unless it does, NeverArrivedIT"),
            Map.entry("DescribeStatus", "the same"),
            Map.entry("Collector", "gives up mails whose sender is gone: by the faults in which a node is killed"),
            Map.entry("OutboxFactory", "the same for what has been sent and could not be noted: OutboxIT"),
            Map.entry(
                    "LogoutOfBrowser",
                    "takes the secret of a way back from a record that has ended: LogoutAfterEndIT; a second logout does it too"),
            Map.entry(
                    "ReviewImpersonation",
                    "brings an end nearer because of a reduced grant, which the change of the grant does too (ChangeGrant)"),
            Map.entry("ReviewAtApplication", "the same, when an application asks for tokens"),
            Map.entry("Retention", "deletes what is too old; the next round does it again"),
            Map.entry("SweeperFactory", "starts the rounds of Sweeper and Retention, which are named for themselves"),
            Map.entry("NodeTurn", "whose turn among the nodes it is: TwoNodesIT, StoppedNodeIT"),
            Map.entry("OurRoles", "makes and finds our roles at the start of a server; the next start does it again"),
            Map.entry("MappedBefores", "takes over at the start of a server what the first release wrote; the same"),
            Map.entry("RoleGuardFactory", "has MappedBefores do it"),
            Map.entry(
                    "MappedRoles", "remembers, in the transaction of a login, which role a mapper gave: MappedRoleIT"),
            Map.entry("RoleGuard", "the same; a role that an administrator gives or takes is Keycloak's own row"),
            Map.entry("TakeBackRoles", "takes mapped roles back in rounds; the next round does it again"),
            Map.entry(
                    "RunningRegistryFactory",
                    "hears of TakeBackRoles, and has RunningRegistry review what depends on it"),
            Map.entry("NoticesDue", "marks a grant and queues the mail that it ends soon, in one transaction"),
            Map.entry("BreakGlassWatch", "an entry and a mail more in the transaction of a start"),
            Map.entry("QuietTrail", "as OverdueGrants and LapsedRequests, where no user can be looked up"),
            Map.entry("VendorLinkWatch", "remembers in the transaction of Keycloak's link that a user is vendor"));

    private Unwalked() {}
}
