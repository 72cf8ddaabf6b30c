package io.github.keycloakassume.tests.faults;

/** What the record says whatever the run has found. */
final class FaultPageText {

    static final String INTRODUCTION = """
            # What is left behind when something goes wrong

            A record. It is written by the fault run of the [tests](../testing.md#faults); do not change it by hand.

            A node is killed, the database is away, a mail server is silent, an answer gets lost, while users start, end, grant and change \
            something. Is anything lost, done twice, or left open afterwards? Each cell of the [second table](#use-cases) is one use case \
            under one fault.

            """;

    static final String HOW = """
            ## How it was done

            1. Two nodes of Keycloak share one database. Each use case gets users, an application and a browser of its own, and is prepared so \
            far that one request is left, or that its time has not come yet.
            2. All of these requests are sent at the same moment, to the second node; then the same with those whose time comes: time is moved.
            3. One thing goes wrong meanwhile, [at a named point](#faults): where the point is in a transaction, all of them are held there first.
            4. It is put right: the node starts again, the database lets everyone in, mails and logouts are taken.
            5. Users do again what was not answered as done. A form of a browser is sent again in any case, as by users who reload \
            the page; for all else they look first whether it is done.
            6. Once nothing is on its way any more, what there is is compared with what the same use case leaves behind **without** a fault: \
            rows and their states, entries of the trail, mails queued and mails arrived, logouts that applications were told.
            7. Then access is tried: what an application holds, and the way back of the browser.

            ## What the numbers mean

            | | counts | should be |
            |---|---|---|
            | **lost** | it was answered as done, or is done, and something of it is not there: a row, its state, an entry of the trail, a mail \
            that was to be queued | 0 |
            | **doubled** | a row, an entry of the trail, a mail or a logout that is there twice | 0 |
            | **stranded** | access that opens though the record says ended; a record that runs without a session; a browser without a way back; \
            a logout or a mail that never leaves; something that cannot be done again | 0 |
            | **promised** | what the documents say may happen, because it cannot be known or because the other choice is worse: [below](#what-is-promised-and-why) | any number |

            ## What is promised, and why

            Also in [operations](../operations.md#what-happens-once-what-may-happen-twice).

            | what | when | why it is so | what to do |
            |---|---|---|---|
            | the same logout again, with the same `jti` | an application had been told, and the node died, or its commit failed, before that \
            was certain | no one knows whether the application has heard of it. One that hears twice has logged its user out already; one \
            that never hears keeps a session open. So another node tells it again. Of a logout in the browser, Keycloak itself tells applications before \
            its commit; where that fails, the user logs out again, and they hear again. `jti` is made of the impersonation and the \
            application, so that it is the same each time | nothing. Applications may keep `jti` for a while to see that they know it \
            ([OpenID Connect Back-Channel Logout 1.0](https://openid.net/specs/openid-connect-backchannel-1_0.html), section 2.6) |
            | a mail that may have arrived or not is not sent again | the node died while the mail server had the connection | no one knows whether it was taken. \
            These mails tell users what was done; two of them would say that it was done twice | watch the state `uncertain` of \
            `keycloak_assume_mails`; the trail has what the mail says |
            | a start whose session could not be stored any more is over at once | the node died between the commit and the moment in which Keycloak \
            stores a new user session, which it does after the commit | a record without a session opens nothing and is not left to run | ask again |
            | a session of the user that no record names; not counted here | the node died, or lost the database, between the session of a first exchange on \
            behalf of the user, which is stored first, and its record | two exchanges of one token at the same moment are to find one session. This one opens \
            nothing, no token was made of it | nothing: it ends with the realm's longest impersonation. Or sign it out in the list of the user's sessions |

            """;

    static final String REPEAT = """
            ## How to repeat it

            ```sh
            ./mvnw verify -pl testsuite/integration-tests -am -Dfaults                      # all of it: half an hour, on a machine with nothing else to do
            ./mvnw verify -pl testsuite/integration-tests -am -Dfaults=killed               # the faults with this in their name
            ./mvnw verify -pl testsuite/integration-tests -am -Dfaults -Dfaults.cases=login,remove   # the use cases with one of these in theirs
            ```

            It needs what all [tests](../testing.md#what-the-machine-needs) need, starts its own servers and its own PostgreSQL, and fails if a cell \
            is not good. The page is written to `testsuite/integration-tests/target/fault-run.md` after each fault, also by a run that is \
            broken off. On a busy machine waits may run out: a cell that is not 0 there is to be walked alone before it is believed.

            """;

    private FaultPageText() {}
}
