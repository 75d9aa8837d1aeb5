package dev.sluice.topology.casework.docket;

import dev.sluice.schemas.CaseFile;
import java.util.ArrayList;
import java.util.List;

/** Which commands about a case were carried out, so that none is carried out twice, however late it comes again. */
public final class Carried {
    /** Of a case that goes back and forth for longer, the oldest are forgotten. */
    static final int MOST = 64;

    private Carried() {}

    /** Whether a command was carried out. */
    public static boolean isOut(CaseFile file, String command) {
        return file.getCommands().contains(command);
    }

    /** Notes that a command is carried out. */
    public static void out(CaseFile file, String command) {
        List<String> commands = new ArrayList<>(file.getCommands());
        commands.add(command);
        int from = Math.max(0, commands.size() - MOST);
        file.setCommands(new ArrayList<>(commands.subList(from, commands.size())));
    }
}
