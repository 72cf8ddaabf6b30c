package io.github.keycloakassume.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;

/** What a run found, as Markdown, with what it ran on. */
final class Report {

    private final StringBuilder text = new StringBuilder();

    Report(String title, Postgres.Database database) throws SQLException, IOException {
        text.append("# ").append(title).append("\n\n");
        text.append(String.format(
                Locale.ROOT,
                "Machine: %d processors, %s of memory, %s %s; load at the start %.1f. Java %s; Keycloak %s, heap `%s`; %s, same machine.%n%n",
                Runtime.getRuntime().availableProcessors(),
                memory(),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("java.version"),
                Setting.text("keycloak-version"),
                Node.HEAP,
                database.value("select split_part(version(), ' on ', 1)")));
    }

    Report say(String paragraph) {
        text.append(paragraph.strip()).append("\n\n");
        return this;
    }

    Report heading(String heading) {
        return say("## " + heading);
    }

    Report plan(String query, String plan) {
        return say("```\n" + query.strip() + "\n\n" + plan + "\n```");
    }

    void write(String file) throws IOException {
        Path folder = Files.createDirectories(Setting.path("results"));
        Files.writeString(folder.resolve(file), text.toString().strip() + "\n");
    }

    private static String memory() throws IOException {
        String total = Files.readAllLines(Path.of("/proc/meminfo")).get(0).replaceAll("\\D", "");
        return Long.parseLong(total) / 1_048_576 + " GiB";
    }
}
