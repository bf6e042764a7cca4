# Installs netlab on Windows, or a new version of it, in Windows PowerShell 5.1 or PowerShell 7:
#
#   irm https://github.com/netlab/netlab/releases/latest/download/install.ps1 | iex
#
# The program is taken only when its checksum is the one that the release states; nothing is left behind otherwise.
#
#   NETLAB_VERSION   such as v0.1.0 or 0.1.0, instead of the latest
#   NETLAB_INSTALL   folder for the program (default %LOCALAPPDATA%\netlab\bin)
#   NETLAB_BASE_URL  folder on a server that has the program and SHA256SUMS, instead of the release
#   NETLAB_NO_PATH   anything: do not add the folder to your PATH

function Install-Netlab {
  $ErrorActionPreference = 'Stop'
  $ProgressPreference = 'SilentlyContinue' # Windows PowerShell downloads many times slower while it draws a bar
  # Windows PowerShell does not offer it by itself on older systems, and GitHub speaks nothing older.
  [Net.ServicePointManager]::SecurityProtocol =
    [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12

  $repository = 'netlab/netlab' # a release puts its own here
  $name = 'netlab-windows-x64.exe'
  $version = Get-WantedVersion $env:NETLAB_VERSION
  Test-Machine

  if ($env:NETLAB_BASE_URL) { $base = $env:NETLAB_BASE_URL.TrimEnd('/') }
  elseif ($version) { $base = "https://github.com/$repository/releases/download/v$version" }
  else { $base = "https://github.com/$repository/releases/latest/download" }

  if ($env:NETLAB_INSTALL) { $folder = $env:NETLAB_INSTALL } else { $folder = Join-Path $env:LOCALAPPDATA 'netlab\bin' }
  $folder = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($folder).TrimEnd('\')
  $program = Join-Path $folder 'netlab.exe'
  $work = Join-Path ([IO.Path]::GetTempPath()) ('netlab-install-' + [Guid]::NewGuid())
  New-Item -ItemType Directory -Path $work | Out-Null
  try {
    $sums = Join-Path $work 'SHA256SUMS'
    $download = Join-Path $work 'netlab.exe'
    Get-ReleaseFile "$base/SHA256SUMS" $sums
    $pattern = '^([0-9a-f]{64}) [ *]' + [regex]::Escape($name) + '$'
    $line = Get-Content -LiteralPath $sums | Where-Object { $_ -match $pattern } | Select-Object -First 1
    if (-not $line) { throw "$base/SHA256SUMS has no checksum for $name" }
    $expected = $line.Substring(0, 64)

    Get-ReleaseFile "$base/$name" $download
    $found = (Get-FileHash -LiteralPath $download -Algorithm SHA256).Hash.ToLowerInvariant()
    if ($found -ne $expected) {
      throw "$name is not what the release says (SHA-256 $found instead of $expected); nothing was installed"
    }
    $said = Get-ProgramVersion $download
    if ($version -and $said -ne "netlab $version") {
      throw "the server has $said instead of v$version; nothing was installed"
    }
    Move-IntoPlace $download $program
  }
  finally {
    Remove-Item -LiteralPath $work -Recurse -Force -ErrorAction SilentlyContinue
  }

  Write-Host "netlab: $said is installed as $program"
  if ($env:NETLAB_NO_PATH) { return }
  if (Add-UserPath $folder) {
    Write-Host "netlab: $folder is on your PATH now; other windows that are open do not know it yet"
  }
}

# A version without its v, whichever way it was written.
function Get-WantedVersion([string] $Text) {
  if (-not $Text) { return '' }
  if ($Text -notmatch '^v?(\d+\.\d+\.\d+)$') { throw "NETLAB_VERSION needs a version such as v0.1.0, not ""$Text""" }
  return $Matches[1]
}

# There is one program, for x64. A shell that is emulated sees another machine; Windows keeps the real one beside it.
function Test-Machine {
  if (-not [Environment]::Is64BitOperatingSystem) { throw 'there is no program for 32-bit Windows' }
  $machine = $env:PROCESSOR_ARCHITEW6432
  if (-not $machine) { $machine = $env:PROCESSOR_ARCHITECTURE }
  if ($machine -ne 'ARM64') { return }
  if ([Environment]::OSVersion.Version.Build -lt 22000) {
    throw 'there is no program for Windows 10 on ARM; Windows 11 can run the one for x64'
  }
  Write-Host 'netlab: there is no program for ARM64; Windows runs the one for x64, somewhat slower'
}

function Get-ReleaseFile([string] $Url, [string] $File) {
  try { Invoke-WebRequest -UseBasicParsing -Uri $Url -OutFile $File }
  catch { throw "cannot download ${Url}: $($_.Exception.Message)" }
}

# What the program says of itself, which shows that it runs here.
function Get-ProgramVersion([string] $Program) {
  $reason = ''
  $said = ''
  try { $said = [string] @(& $Program --version)[0] } catch { $reason = " ($($_.Exception.Message))" }
  if ($said -notmatch '^netlab ') { throw "the program does not run on this machine$reason; nothing was installed" }
  return $said
}

# A program that is running can be renamed, but neither overwritten nor removed: a later installation removes it.
function Move-IntoPlace([string] $From, [string] $To) {
  New-Item -ItemType Directory -Force -Path (Split-Path -Parent $To) | Out-Null
  $old = "$To.$([Guid]::NewGuid()).old"
  $had = Test-Path -LiteralPath $To
  if ($had) { Move-Item -LiteralPath $To -Destination $old }
  try { Move-Item -LiteralPath $From -Destination $To }
  catch {
    if ($had) { Move-Item -LiteralPath $old -Destination $To }
    throw
  }
  Get-ChildItem -LiteralPath (Split-Path -Parent $To) -Filter 'netlab.exe.*.old' |
    Remove-Item -Force -ErrorAction SilentlyContinue
}

# Adds a folder to the user's PATH, once, and to this window's. What is there is kept as it was written, with its %NAMES%.
function Add-UserPath([string] $Folder) {
  if (($env:Path -split ';') -notcontains $Folder) { $env:Path = "$Folder;$env:Path" }
  $key = [Microsoft.Win32.Registry]::CurrentUser.CreateSubKey('Environment')
  try {
    $path = [string] $key.GetValue('Path', '', [Microsoft.Win32.RegistryValueOptions]::DoNotExpandEnvironmentNames)
    $there = $path -split ';' | ForEach-Object { [Environment]::ExpandEnvironmentVariables($_).TrimEnd('\') }
    if ($there -contains $Folder) { return $false }
    $entries = @($path -split ';' | Where-Object { $_ }) + $Folder
    $key.SetValue('Path', ($entries -join ';'), [Microsoft.Win32.RegistryValueKind]::ExpandString)
  }
  finally { $key.Dispose() }
  # Windows tells other programs of a change when a variable is set this way, be it one that there is not.
  [Environment]::SetEnvironmentVariable('NETLAB_CHANGED', $null, 'User')
  return $true
}

# Whether a script or a single command is run here: then a failure is its exit code. A window in which somebody types stays
# open.
function Test-Unattended {
  if ($PSCommandPath) { return $true }
  $words = [Environment]::GetCommandLineArgs()
  if ($words -match '^[-/]noe') { return $false }
  return [bool] ($words -match '^[-/](c|command|e|ec|encodedcommand|noni|noninteractive)$')
}

try { Install-Netlab }
catch {
  Write-Host "netlab: $($_.Exception.Message)" -ForegroundColor Red
  if (Test-Unattended) { exit 1 }
}
