package centuple.testkit;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Java source files, parsed by the compiler but not compiled: what TidyTest counts in them. */
public final class JavaSources {
    private JavaSources() {
    }

    /** A type as declared in a source file. */
    public record Type(Path file, String name, boolean topLevel, boolean visible, boolean documented) {
    }

    /**
     * A method or constructor as declared in a source file; lines without Javadoc and annotations; a record's
     * constructor is its
     * components
     * and counts no parameters. */
    public record Method(Path file, String type, String name, boolean constructor, int parameters, int lines) {
    }

    /** What was found in all files. */
    public record Found(List<Type> types, List<Method> methods) {
    }

    /** Parses these files, relative to root. */
    public static Found parse(Path root, List<Path> files) {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        var fileManager = compiler.getStandardFileManager(null, null, null);
        var sources = fileManager.getJavaFileObjectsFromPaths(files.stream().map(root::resolve).toList());
        JavacTask task = (JavacTask) compiler.getTask(null, fileManager, null, List.of("-proc:none"), null, sources);
        Found found = new Found(new ArrayList<>(), new ArrayList<>());
        DocTrees docs = DocTrees.instance(task);
        try {
            for (CompilationUnitTree unit : task.parse()) {
                Path file = root.relativize(Path.of(unit.getSourceFile().toUri()));
                new Scanner(docs, file, found).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static final class Scanner extends TreePathScanner<@Nullable Void, @Nullable String> {
        private final DocTrees docs;
        private final Path file;
        private final Found found;

        Scanner(DocTrees docs, Path file, Found found) {
            this.docs = docs;
            this.file = file;
            this.found = found;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable String outer) {
            TreePath path = getCurrentPath();
            boolean topLevel = path.getParentPath().getLeaf() instanceof CompilationUnitTree;
            String name = type.getSimpleName().toString();
            if (!name.isEmpty()) {
                boolean visible = type.getModifiers().getFlags().contains(Modifier.PUBLIC);
                String comment = docs.getDocComment(path);
                boolean documented = comment != null && !comment.isBlank();
                found.types().add(new Type(file, name, topLevel, visible, documented));
            }
            return super.visitClass(type, name);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable String type) {
            CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
            long end = docs.getSourcePositions().getEndPosition(unit, method);
            if (end >= 0) {
                Tree head = method.getReturnType();
                Tree first = head == null ? Objects.requireNonNullElse(method.getBody(), method) : head;
                long firstLine = unit.getLineMap().getLineNumber(start(first, unit));
                long last = unit.getLineMap().getLineNumber(end);
                boolean constructor = method.getName().contentEquals("<init>");
                boolean ofRecord = getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
                String owner = type == null ? "" : type;
                String name = constructor ? owner : method.getName().toString();
                int parameters = constructor && ofRecord ? 0 : method.getParameters().size();
                int lines = (int) (last - firstLine + 1);
                found.methods().add(new Method(file, owner, name, constructor, parameters, lines));
            }
            return super.visitMethod(method, type);
        }

        private long start(Tree tree, CompilationUnitTree unit) {
            return docs.getSourcePositions().getStartPosition(unit, tree);
        }
    }
}
