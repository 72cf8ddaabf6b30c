package io.github.keycloakassume.testbed;

import io.github.keycloakassume.server.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * An application that was not written for this project: a page behind Apache's web server, which logs users in with
 * mod_auth_openidc. The page says who the user is and who acts for them.
 */
public final class ApacheApp implements AutoCloseable {

    private static final String SECRET = "secret-of-apache";
    private static final String PACKAGES = "apache2-bin libapache2-mod-auth-openidc";
    private static final List<Path> MODULES =
            List.of(Path.of("/usr/lib/apache2/modules"), Path.of("/usr/lib64/httpd/modules"));

    private static final String CONFIGURATION = """
            ServerRoot "${folder}"
            DefaultRuntimeDir "${folder}"
            PidFile "${folder}/apache.pid"
            ErrorLog "${folder}/error.log"
            ServerName localhost
            Listen 127.0.0.1:${port}
            ${user}
            LoadModule mpm_event_module ${modules}/mod_mpm_event.so
            LoadModule authn_core_module ${modules}/mod_authn_core.so
            LoadModule authz_core_module ${modules}/mod_authz_core.so
            LoadModule authz_user_module ${modules}/mod_authz_user.so
            LoadModule include_module ${modules}/mod_include.so
            LoadModule auth_openidc_module ${modules}/mod_auth_openidc.so
            DocumentRoot "${folder}/pages"
            OIDCProviderMetadataURL ${realm}/.well-known/openid-configuration
            OIDCClientID ${client}
            OIDCClientSecret ${secret}
            OIDCRedirectURI ${redirect}
            OIDCCryptoPassphrase ${secret}
            OIDCScope openid
            <Location "/inside">
                AuthType openid-connect
                Require valid-user
                ForceType text/html
                Options +Includes
                SetOutputFilter INCLUDES
            </Location>
            """;

    private static final String PAGE = """
            <!DOCTYPE html><title>Apache</title>
            <p id="user"><!--#echo var="OIDC_CLAIM_preferred_username" --></p>
            <p id="act"><!--#echo var="OIDC_CLAIM_act" --></p>
            """;

    private final LocalProgram program;
    private final Path folder;
    private final String address;

    private ApacheApp(LocalProgram program, Path folder, String address) {
        this.program = program;
        this.folder = folder;
        this.address = address;
    }

    /** Starts it, with a client of that name in the realm, which begins logins at its redirect URI. */
    public static ApacheApp start(RealmFixture realm, String name) {
        int port = Ports.free();
        String address = "http://localhost:" + port;
        String redirect = address + "/inside/callback";
        realm.client(name, client -> {
            client.setSecret(SECRET);
            client.setRedirectUris(List.of(address + "/*"));
            client.setBaseUrl(address + "/inside/page");
            client.setAttributes(Map.of(
                    "assume.initiate-login-uri",
                    redirect,
                    "backchannel.logout.url",
                    redirect + "?logout=backchannel",
                    // It finds its session by that id.
                    "backchannel.logout.session.required",
                    "true"));
        });
        try {
            Path folder = Files.createTempDirectory(
                    "apache-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            Path pages = Files.createDirectories(folder.resolve("pages").resolve("inside"));
            Files.writeString(pages.resolve("page"), PAGE);
            Path configuration = folder.resolve("apache.conf");
            Files.writeString(
                    configuration, configuration(folder, port, realm.url().toString(), name, redirect));
            List<String> command = List.of(
                    SystemProgram.find("apache2", PACKAGES), "-f", configuration.toString(), "-D", "FOREGROUND");
            ApacheApp app = new ApacheApp(
                    LocalProgram.start("apache", command, folder.resolve("output.log"), folder), folder, address);
            app.awaitReady(port);
            return app;
        } catch (IOException e) {
            throw new UncheckedIOException("Apache does not start", e);
        }
    }

    /** Its page, which only those who are logged in see. */
    public String page() {
        return address + "/inside/page";
    }

    private static String configuration(Path folder, int port, String realm, String client, String redirect) {
        return CONFIGURATION
                .replace("${folder}", folder.toString())
                .replace("${port}", Integer.toString(port))
                .replace("${user}", user())
                .replace("${modules}", modules().toString())
                .replace("${realm}", realm)
                .replace("${client}", client)
                .replace("${secret}", SECRET)
                .replace("${redirect}", redirect);
    }

    /** Apache serves no pages as root. */
    private static String user() {
        return "root".equals(System.getProperty("user.name")) ? "User www-data\nGroup www-data" : "";
    }

    private static Path modules() {
        return MODULES.stream()
                .filter(found -> Files.exists(found.resolve("mod_auth_openidc.so")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "mod_auth_openidc is missing. Install it, on Debian or Ubuntu with: apt-get install "
                                + PACKAGES));
    }

    private void awaitReady(int port) {
        Awaitility.await("Apache, see " + folder)
                .atMost(Duration.ofSeconds(30))
                .failFast("apache2 ended, see " + folder, () -> !program.isAlive())
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    try (Socket socket = new Socket()) {
                        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                        return true;
                    }
                });
    }

    @Override
    public void close() {
        program.close();
    }
}
