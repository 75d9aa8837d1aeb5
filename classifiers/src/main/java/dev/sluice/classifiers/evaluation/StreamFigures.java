package dev.sluice.classifiers.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.classifiers.Assessment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * What becomes of an ordinary stream of posts that nobody labelled.
 *
 * @param posts how many posts, at most 5,000 of the stream, evenly
 * @param band what counts as uncertain
 * @param below share of posts whose highest risk lies below the band
 * @param uncertain share of posts whose highest risk lies in the band
 * @param above share of posts whose highest risk lies above it
 */
public record StreamFigures(int posts, UncertainBand band, double below, double uncertain, double above) {
    /** A share of 3 % is known to half a per cent, and five thousand second looks take a minute. */
    private static final int MOST = 5000;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The figures of a candidate.
     *
     * @param file JSON lines with {@code text}, in gzip
     */
    static StreamFigures of(Candidate candidate, Path file, UncertainBand band) throws IOException {
        List<String> texts = Sample.evenly(texts(file), MOST);
        int below = 0;
        int uncertain = 0;
        for (Assessment assessment : candidate.assess(texts)) {
            uncertain += band.holds(assessment) ? 1 : 0;
            below += assessment.risk().highest() < band.from() ? 1 : 0;
        }
        double all = texts.size();
        return new StreamFigures(texts.size(), band, below / all, uncertain / all, (all - below - uncertain) / all);
    }

    private static List<String> texts(Path file) throws IOException {
        List<String> texts = new ArrayList<>();
        try (InputStream raw = Files.newInputStream(file);
                InputStream bytes = new GZIPInputStream(raw);
                BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode text = JSON.readTree(line).path("text");
                if (text.isTextual()) {
                    texts.add(text.textValue());
                }
            }
        } catch (JsonProcessingException e) {
            // The cause would quote the line, and with it the post.
            throw new IllegalArgumentException(file.getFileName() + ": a line is not JSON");
        }
        return texts;
    }
}
