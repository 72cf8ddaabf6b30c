package io.github.keycloakassume.testbed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** Calls the account API of a realm, as the account console does; answers statuses. */
public final class AccountApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI account;
    private final String accessToken;

    private AccountApi(URI account, String accessToken) {
        this.account = account;
        this.accessToken = accessToken;
    }

    /** The account of whoever the token is for. */
    public static AccountApi of(RealmFixture realm, String accessToken) {
        return new AccountApi(URI.create(realm.url() + "/account/"), accessToken);
    }

    public int get(String path) {
        return send(HttpRequest.newBuilder(account.resolve(path)).GET()).statusCode();
    }

    public int delete(String path) {
        return send(HttpRequest.newBuilder(account.resolve(path)).DELETE()).statusCode();
    }

    /** Gives the user another first name and leaves all else as it is. */
    public int rename(String firstName) {
        try {
            ObjectNode profile = (ObjectNode)
                    JSON.readTree(send(HttpRequest.newBuilder(account).GET()).body());
            profile.put("firstName", firstName);
            return send(HttpRequest.newBuilder(account)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(JSON.writeValueAsString(profile))))
                    .statusCode();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the profile is not JSON", e);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return Http.send(request.header("Authorization", "Bearer " + accessToken)
                .header("Accept", "application/json")
                .build());
    }
}
