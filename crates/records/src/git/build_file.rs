//! Files that decide what is built, installed or run.

/// Whether a path is a build, workflow, dependency or install file.
pub(super) fn is_build_file(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    let name = path.rsplit('/').next().unwrap_or(&path);
    const FOLDERS: [&str; 6] = [
        ".github/workflows/",
        ".github/actions/",
        ".circleci/",
        ".buildkite/",
        ".husky/",
        ".gitlab/ci/",
    ];
    const NAMES: [&str; 44] = [
        "package.json",
        "package-lock.json",
        "npm-shrinkwrap.json",
        "yarn.lock",
        "pnpm-lock.yaml",
        ".npmrc",
        ".yarnrc",
        ".yarnrc.yml",
        "bun.lock",
        "bun.lockb",
        "cargo.toml",
        "cargo.lock",
        "build.rs",
        "go.mod",
        "go.sum",
        "setup.py",
        "setup.cfg",
        "pyproject.toml",
        "poetry.lock",
        "uv.lock",
        "pipfile",
        "pipfile.lock",
        "gemfile",
        "gemfile.lock",
        "composer.json",
        "composer.lock",
        "pom.xml",
        "build.gradle",
        "build.gradle.kts",
        "settings.gradle",
        "makefile",
        "gnumakefile",
        "cmakelists.txt",
        "configure.ac",
        "meson.build",
        "dockerfile",
        "docker-compose.yml",
        "docker-compose.yaml",
        "jenkinsfile",
        ".gitlab-ci.yml",
        ".travis.yml",
        ".gitmodules",
        "install.sh",
        "binding.gyp",
    ];
    FOLDERS.iter().any(|folder| path.starts_with(folder))
        || NAMES.contains(&name)
        || name.starts_with("dockerfile.")
        || name.starts_with("requirements") && name.ends_with(".txt")
        || [".m4", ".mk", ".gemspec", ".csproj", ".cmake"]
            .iter()
            .any(|end| name.ends_with(end))
        || path == ".vscode/tasks.json"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn build_files_are_told_from_others() {
        for path in [
            "package.json",
            "web/package.json",
            ".github/workflows/ci.yml",
            "Cargo.lock",
            "m4/build-to-host.m4",
            "requirements-dev.txt",
            ".vscode/tasks.json",
            "docker/Dockerfile.dev",
        ] {
            assert!(is_build_file(path), "{path}");
        }
        for path in [
            "src/main.rs",
            "README.md",
            "src/workflows/a.yml",
            "requirements/notes.md",
        ] {
            assert!(!is_build_file(path), "{path}");
        }
    }
}
