package dev.sluice.app.export.dossier;

import dev.sluice.app.export.casefile.CaseFile;
import dev.sluice.app.export.material.CaseMaterial;
import dev.sluice.app.export.material.Fields;
import dev.sluice.app.export.page.Block.Fact;
import dev.sluice.app.export.page.Inline;
import dev.sluice.app.export.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The first sheet: who, what words, where, when, reach, clock and due time. */
final class SummarySection {
    private static final int LONGEST_EXCERPT = 500;

    private SummarySection() {}

    static void write(CaseFile file, Page.Builder page) {
        CaseMaterial material = file.material();
        Fields escalation = material.escalation();
        Fields post = material.post();
        page.heading(1, "Dossier");
        page.notice("This document states what was recorded. It does not say that the words are untrue, defamatory or"
                + " unlawful, and it is not legal advice.");
        List<Fact> facts = new ArrayList<>();
        fact(facts, "Case", escalation.text("id"));
        fact(facts, "Evidence package", material.packageId() + ", version " + material.version());
        fact(facts, "Legal category", escalation.text("legalCategory") + " (the ground on which it was passed on)");
        fact(facts, "Jurisdictions", or(String.join(", ", escalation.texts("jurisdictions")), "none named"));
        fact(facts, "Who wrote it", or(file.author(), "not recorded"));
        fact(facts, "Who is addressed", or(file.addressee(), "the platform named no member"));
        facts.add(new Fact("What words", excerpt(file)));
        fact(facts, "Where", where(post));
        fact(facts, "When", or(file.time(post, "createdAt"), "not recorded") + ", by the platform's clock");
        fact(
                facts,
                "Received",
                or(file.time(material.record(), "timestamp"), "not recorded") + ", by the record's time");
        fact(facts, "Passed to legal", or(file.time(escalation, "escalatedAt"), "not recorded"));
        fact(facts, "Reach", Reach.line(file));
        fact(
                facts,
                "Urgency",
                escalation.text("urgency").toLowerCase(Locale.ROOT).replace('_', ' '));
        fact(facts, "Clock and due time", Clocks.line(file));
        fact(facts, "Asked of legal", escalation.text("requestedAction"));
        page.factsInline(facts);
        page.inline(List.of(
                new Inline.Strong("In short. "),
                new Inline.Plain(file.text("data/escalation/escalation.json: summary", escalation.text("summary"))
                        .shown())));
        page.text(
                file.masked()
                        ? "Masked: who wrote the post, other members, and contact details in words. What was masked is listed under"
                                + " \"Limits\". The sealed package has everything."
                        : "Nothing is masked in this copy. The custody log has the reason.");
    }

    /** Where and when, for a document that has no summary before it. */
    static void place(CaseFile file, Page.Builder page) {
        Fields post = file.material().post();
        List<Fact> facts = new ArrayList<>();
        fact(facts, "Who wrote it", or(file.author(), "not recorded"));
        fact(facts, "Where", where(post));
        fact(facts, "When", or(file.time(post, "createdAt"), "not recorded") + ", by the platform's clock");
        page.factsInline(facts);
    }

    private static void fact(List<Fact> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.add(new Fact(name, List.of(new Inline.Plain(value))));
        }
    }

    private static String where(Fields post) {
        String url = post.text("url");
        return "community " + post.text("community") + ", thread " + post.text("thread") + ", post " + post.text("id")
                + " revision " + post.text("revision")
                + (url.isEmpty() ? "; its address was not recorded" : "; " + url);
    }

    private static String or(String value, String otherwise) {
        return value.isEmpty() ? otherwise : value;
    }

    /** The words, or their beginning where they would fill the sheet. */
    private static List<Inline> excerpt(CaseFile file) {
        List<Inline> excerpt = new ArrayList<>();
        int left = LONGEST_EXCERPT;
        for (Inline run : file.words()) {
            int length = run.text().codePointCount(0, run.text().length());
            if (length > left) {
                excerpt.add(cut(run, left));
                excerpt.add(new Inline.Strong(" \u2026 (all of it on the next sheet)"));
                return excerpt;
            }
            excerpt.add(run);
            left -= length;
        }
        return excerpt.isEmpty() ? List.of(new Inline.Plain("no words: the post was deleted, or had none")) : excerpt;
    }

    private static Inline cut(Inline run, int points) {
        String text = run.text().substring(0, run.text().offsetByCodePoints(0, points));
        return switch (run) {
            case Inline.Marked marked -> new Inline.Marked(text);
            case Inline.Masked masked -> masked;
            case Inline.MarkedMask masked -> masked;
            case Inline.Plain plain -> new Inline.Plain(text);
            case Inline.Strong strong -> new Inline.Strong(text);
            case Inline.Code code -> new Inline.Code(text);
            case Inline.Blank blank -> blank;
        };
    }
}
