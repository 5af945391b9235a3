@echo off
rem Builds Caravan where it has to, then runs it. .env and data\ are those of the directory it is called from.
rem CARAVAN_JAVA_OPTS: options of the JVM, instead of those for heap and collector.
setlocal
set "HOME_DIR=%~dp0"
if "%HOME_DIR:~-1%"=="\" set "HOME_DIR=%HOME_DIR:~0,-1%"

set "JAVA_EXE=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA_EXE=%JAVA_HOME%\bin\java.exe"
set "JAVA_MAJOR="
for /f "tokens=3" %%v in ('call "%JAVA_EXE%" -version 2^>^&1 ^| findstr /i /c:" version "') do for /f "tokens=1 delims=.-" %%m in ("%%~v") do if not defined JAVA_MAJOR set "JAVA_MAJOR=%%m"
if not defined JAVA_MAJOR (
  echo caravan: Java 17 or newer is needed, and there is no java on the PATH nor in JAVA_HOME. 1>&2
  exit /b 78
)
if %JAVA_MAJOR% LSS 17 (
  echo caravan: Java 17 or newer is needed; "%JAVA_EXE%" is %JAVA_MAJOR%. 1>&2
  exit /b 78
)

set "JAR=%HOME_DIR%\target\caravan.jar"
if not exist "%HOME_DIR%\pom.xml" if exist "%HOME_DIR%\caravan.jar" set "JAR=%HOME_DIR%\caravan.jar"
if not exist "%HOME_DIR%\pom.xml" goto run

powershell -NoProfile -Command "$jar = Get-Item -ErrorAction SilentlyContinue '%JAR%'; if (-not $jar) { exit 1 }; $new = Get-ChildItem -Recurse -File '%HOME_DIR%\pom.xml', '%HOME_DIR%\src\main' | Where-Object { $_.LastWriteTime -gt $jar.LastWriteTime }; if ($new) { exit 1 }; exit 0"
if not errorlevel 1 goto run

where mvn >nul 2>nul
if errorlevel 1 (
  echo caravan: Maven 3.8 or newer is needed to build this once, and there is no mvn on the PATH. 1>&2
  exit /b 78
)
if not exist "%HOME_DIR%\target" mkdir "%HOME_DIR%\target"
mkdir "%HOME_DIR%\target\.build-lock" 2>nul
if errorlevel 1 (
  echo caravan: another build is running. If none is, delete "%HOME_DIR%\target\.build-lock" and run this again. 1>&2
  exit /b 75
)
echo caravan: building; the first time this downloads libraries and takes a minute or some. Maven is silent meanwhile. 1>&2
pushd "%HOME_DIR%"
call mvn -q -B -DskipTests package > "%HOME_DIR%\target\build.log" 2>&1
set "BUILT=%ERRORLEVEL%"
popd
rmdir /s /q "%HOME_DIR%\target\.build-lock" 2>nul
if not "%BUILT%"=="0" (
  type "%HOME_DIR%\target\build.log" 1>&2
  echo caravan: the build failed; all it said is in "%HOME_DIR%\target\build.log" 1>&2
  exit /b 70
)
powershell -NoProfile -Command "(Get-Item '%JAR%').LastWriteTime = Get-Date"

:run
rem A command that only looks is over before the JVM's second compiler pays.
set "COMPILER="
for %%c in (status why plan letters init check reopen) do if /i "%~1"=="%%c" set "COMPILER=-XX:TieredStopAtLevel=1"
if not defined CARAVAN_JAVA_OPTS set "CARAVAN_JAVA_OPTS=-Xms32m -Xmx256m -XX:+UseSerialGC"
"%JAVA_EXE%" -Xlog:disable -Xlog:all=error:stderr %COMPILER% %CARAVAN_JAVA_OPTS% "-Dcaravan.home=%HOME_DIR%" -jar "%JAR%" %*
exit /b %ERRORLEVEL%
