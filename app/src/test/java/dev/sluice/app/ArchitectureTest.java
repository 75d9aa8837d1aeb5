package dev.sluice.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom, between the modules and within the app. Each rule says how to put a breach right. */
@AnalyzeClasses(packages = "dev.sluice", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule schemasKnowNobody = noClasses()
            .that()
            .resideInAPackage("dev.sluice.schemas..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sluice.classifiers..", "dev.sluice.topology..", "dev.sluice.escalation..", "dev.sluice.app..")
            .because("the contract is what others depend on; move the code to the module that needs it");

    @ArchTest
    static final ArchRule classifiersKnowNeitherKafkaNorAvroNorOtherModules = noClasses()
            .that()
            .resideInAPackage("dev.sluice.classifiers..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sluice.schemas..",
                    "dev.sluice.topology..",
                    "dev.sluice.escalation..",
                    "dev.sluice.app..",
                    "org.apache.kafka..",
                    "org.apache.avro..")
            .because("detection is a library over text; convert its values in dev.sluice.topology.assess instead");

    @ArchTest
    static final ArchRule topologyKnowsNeitherSinkNorApp = noClasses()
            .that()
            .resideInAPackage("dev.sluice.topology..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.sluice.escalation..", "dev.sluice.app..")
            .because(
                    "the pipeline talks to the sink through the topic 'escalations'; put what both need into the record");

    @ArchTest
    static final ArchRule theSinkKnowsOnlySchemas = noClasses()
            .that()
            .resideInAPackage("dev.sluice.escalation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.sluice.classifiers..", "dev.sluice.topology..", "dev.sluice.app..")
            .because("the process that holds evidence keys has the smallest class path; have the pipeline put into the"
                    + " escalation what the sink needs");

    @ArchTest
    static final ArchRule policiesKnowNoStreams = noClasses()
            .that()
            .resideInAPackage("dev.sluice.topology.policy..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..")
            .because("policies are checked, explained and replayed without Kafka; hand them facts instead");

    @ArchTest
    static final ArchRule onlyTheAdapterKnowsTheConfluentClient = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sluice.schemas.registry..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "io.confluent..")
            .because("going back to the client's own coordinates is to change one file; use SchemaRegistry instead");

    @ArchTest
    static final ArchRule postsKnowNoKafka = noClasses()
            .that()
            .resideInAPackage("dev.sluice.app.posts..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..")
            .because("files of posts are also scored without Kafka; publish them in dev.sluice.app.play");

    @ArchTest
    static final ArchRule onlyCommandsKnowCommands = noClasses()
            .that()
            .resideInAPackage("dev.sluice.app.*..")
            .and()
            .resideOutsideOfPackage("dev.sluice.app.command..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.sluice.app.command..")
            .because(
                    "commands compose the work of other packages; move what is shared into the package of its concept");

    @ArchTest
    static final ArchRule onlyCommandsKnowPicocli = noClasses()
            .that()
            .resideInAPackage("dev.sluice.app.*..")
            .and()
            .resideOutsideOfPackage("dev.sluice.app.command..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..")
            .because("only a command parses arguments; hand over its values");

    @ArchTest
    static void packagesOfTheAppHaveNoCycles(JavaClasses all) {
        slices().matching("dev.sluice.app.(*)..")
                .should()
                .beFreeOfCycles()
                .because("two packages that need each other are one concept, or the shared part is a third")
                .check(all);
    }

    @ArchTest
    static final ArchRule theSinksOwnJarNeedsNoOther = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.sluice.app.sink..",
                    "dev.sluice.app.config..",
                    "dev.sluice.app.terminal..",
                    "dev.sluice.app.probe..")
            // What other processes are configured with; the sink loads none of these.
            .and()
            .haveSimpleNameNotStartingWith("Connections")
            .and()
            .haveSimpleNameNotStartingWith("PipelineGroups")
            .and()
            .haveSimpleNameNotStartingWith("Processes")
            .and()
            .haveSimpleNameNotStartingWith("Serving")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAnyPackage(
                            "dev.sluice.app..", "dev.sluice.topology..", "dev.sluice.classifiers..")
                    .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(
                            "dev.sluice.app.sink..",
                            "dev.sluice.app.config..",
                            "dev.sluice.app.terminal..",
                            "dev.sluice.app.probe.."))))
            .because("a release starts the sink from a jar with these four packages alone, without pipeline or models");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = classes()
            .that()
            .resideInAPackage("dev.sluice..")
            .should()
            .haveSimpleNameNotEndingWith("Util")
            .andShould()
            .haveSimpleNameNotEndingWith("Utils")
            .andShould()
            .haveSimpleNameNotEndingWith("Helper")
            .andShould()
            .haveSimpleNameNotEndingWith("Manager")
            .andShould()
            .haveSimpleNameNotEndingWith("Impl")
            .because("such a name says nothing; name the class after the one thing that it is");
}
