package io.millrace.jobs.view;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.folder.RunFolder;
import io.millrace.operators.channel.Channel;
import java.util.Map;
import java.util.Optional;

/** View of a run: written by its {@link RunFollower}, read by any thread. Its memory is bounded. */
public final class RunView {
    private final String id;
    private final RunFolder folder;
    private final StepColumns steps = new StepColumns();
    private final LedgerTotals ledger = new LedgerTotals();
    private final DeadLetterView deadLetters = new DeadLetterView();
    private final WindowView windows = new WindowView();
    private final EpisodeIndex episodes = new EpisodeIndex();
    private final AlarmHistory alarms = new AlarmHistory();
    private final EpisodeReader texts;
    private volatile Map<String, Channel> channels = Map.of();
    private volatile Optional<RunStatus> status = Optional.empty();
    private volatile ConfigFile config;

    /** @param id in addresses of the page */
    RunView(String id, RunFolder folder) {
        this.id = requireNonNull(id, "id");
        this.folder = requireNonNull(folder, "folder");
        config = ConfigFile.read(folder.config());
        texts = new EpisodeReader(this);
    }

    /** The run's name in addresses of the page. */
    public String id() {
        return id;
    }

    /** The run's folder. */
    public RunFolder folder() {
        return folder;
    }

    /** The figures of its steps. */
    public StepColumns steps() {
        return steps;
    }

    /** Its ended visits. */
    public LedgerTotals ledger() {
        return ledger;
    }

    /** Its newest dead letters. */
    public DeadLetterView deadLetters() {
        return deadLetters;
    }

    /** The distributions of its responses. */
    public WindowView windows() {
        return windows;
    }

    /** Its newest responses. */
    public EpisodeIndex episodes() {
        return episodes;
    }

    /** Its alarms. */
    public AlarmHistory alarms() {
        return alarms;
    }

    /** The texts of its responses. */
    public EpisodeReader texts() {
        return texts;
    }

    Optional<Channel> channel(String name) {
        return Optional.ofNullable(channels.get(name));
    }

    void channels(Map<String, Channel> opened) {
        channels = opened;
    }

    /** The configuration in its folder. */
    public ConfigFile config() {
        return config;
    }

    void config(ConfigFile read) {
        config = read;
    }

    /** Its state; empty before the first look. */
    public Optional<RunStatus> status() {
        return status;
    }

    void status(RunStatus now) {
        status = Optional.of(now);
    }
}
