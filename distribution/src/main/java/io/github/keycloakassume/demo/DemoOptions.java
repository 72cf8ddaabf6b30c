package io.github.keycloakassume.demo;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the person asked for on the command line. */
record DemoOptions(Map<DemoPort, Integer> ports, boolean fresh, boolean help) {

    private static final int HIGHEST_PORT = 65_535;

    DemoOptions {
        ports = Map.copyOf(ports);
        var usedBy = new HashMap<Integer, DemoPort>();
        for (DemoPort port : DemoPort.values()) {
            DemoPort other = usedBy.put(ports.getOrDefault(port, port.standard()), port);
            if (other != null) {
                throw DemoFailure.usage(
                        "The options " + other.option() + " and " + port.option() + " name the same port.");
            }
        }
    }

    /**
     * Parses the command line.
     *
     * @throws DemoFailure with exit code 2 when it cannot be understood
     */
    static DemoOptions parse(List<String> arguments) {
        var ports = new EnumMap<DemoPort, Integer>(DemoPort.class);
        boolean fresh = false;
        boolean help = false;
        var rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--fresh" -> fresh = true;
                case "--help", "-h" -> help = true;
                default -> {
                    String[] nameAndValue = argument.split("=", 2);
                    DemoPort port = DemoPort.of(nameAndValue[0])
                            .orElseThrow(() -> DemoFailure.usage("Unknown option '" + argument + "'."));
                    if (nameAndValue.length == 1 && !rest.hasNext()) {
                        throw DemoFailure.usage("The option " + port.option() + " needs a port number.");
                    }
                    ports.put(port, number(port, nameAndValue.length == 2 ? nameAndValue[1] : rest.next()));
                }
            }
        }
        return new DemoOptions(ports, fresh, help);
    }

    /** The chosen or the usual port. */
    int port(DemoPort which) {
        return ports.getOrDefault(which, which.standard());
    }

    private static int number(DemoPort port, String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= HIGHEST_PORT) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw DemoFailure.usage("The option " + port.option() + " needs a port number, not '" + text + "'.");
        }
        throw DemoFailure.usage("The option " + port.option() + " needs a port between 1 and " + HIGHEST_PORT + ".");
    }
}
