package dev.sluice.app.probe;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

/** The health check of the container image: exit code 0 where the process answers 200, else 1 with a line why. */
public final class ProbeMain {
    /** The variable of the environment that says what is asked. */
    static final String VARIABLE = "SLUICE_HEALTH_URL";

    private static final String DEFAULT = "http://127.0.0.1:9464/health/live";
    private static final int TIMEOUT_MILLIS = 3_000;

    private ProbeMain() {}

    /** Asks and ends the process. */
    public static void main(String[] arguments) {
        String answer = ask(System.getenv());
        if (!answer.isEmpty()) {
            System.err.println(answer);
        }
        System.exit(answer.isEmpty() ? 0 : 1);
    }

    /** Asks what the environment says, the pipeline's health by default; answers an empty line, or what is wrong. */
    static String ask(Map<String, String> environment) {
        String address = environment.getOrDefault(VARIABLE, DEFAULT);
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) new URI(address).toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            int status = connection.getResponseCode();
            connection.disconnect();
            return status == HttpURLConnection.HTTP_OK ? "" : address + " answers " + status;
        } catch (IOException | URISyntaxException | IllegalArgumentException | ClassCastException e) {
            return VARIABLE + " '" + address + "' cannot be asked: " + e.getMessage();
        }
    }
}
