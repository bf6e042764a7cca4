# Installs netlab on Windows, or a new version of it:
#
#   irm https://github.com/netlab/netlab/releases/latest/download/install.ps1 | iex
#
# The program is taken only when its checksum is the one that the release states; nothing is left behind otherwise.
#
#   NETLAB_VERSION   such as v0.1.0, instead of the latest
#   NETLAB_INSTALL   folder for the program (default %LOCALAPPDATA%\netlab\bin)
#   NETLAB_BASE_URL  folder on a server that has the program and SHA256SUMS, instead of the release

function Install-Netlab {
  $ErrorActionPreference = 'Stop'
  $ProgressPreference = 'SilentlyContinue' # Windows PowerShell downloads many times slower while it draws a bar
  [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor 3072 # TLS 1.2

  $repository = 'netlab/netlab' # a release puts its own here
  $name = 'netlab-windows-x64.exe'
  $version = $env:NETLAB_VERSION
  if ($version -and $version -notmatch '^v\d+\.\d+\.\d+$') { throw "NETLAB_VERSION needs a version such as v0.1.0, not ""$version""" }
  if (-not [Environment]::Is64BitOperatingSystem) { throw 'there is no program for 32-bit Windows' }

  if ($env:NETLAB_BASE_URL) { $base = $env:NETLAB_BASE_URL.TrimEnd('/') }
  elseif ($version) { $base = "https://github.com/$repository/releases/download/$version" }
  else { $base = "https://github.com/$repository/releases/latest/download" }

  if ($env:NETLAB_INSTALL) { $folder = $env:NETLAB_INSTALL } else { $folder = Join-Path $env:LOCALAPPDATA 'netlab\bin' }
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
    $said = (& $download --version | Select-Object -First 1)
    if ($said -notmatch '^netlab ') { throw 'the program does not run on this machine; nothing was installed' }
    if ($version -and $said -ne "netlab $($version.Substring(1))") {
      throw "the server has $said instead of $version; nothing was installed"
    }

    New-Item -ItemType Directory -Force -Path $folder | Out-Null
    # A program that is running can be moved, but not overwritten.
    $old = "$program.old"
    if (Test-Path -LiteralPath $old) { Remove-Item -LiteralPath $old -Force -ErrorAction SilentlyContinue }
    if (Test-Path -LiteralPath $program) { Move-Item -LiteralPath $program -Destination $old -Force }
    try { Move-Item -LiteralPath $download -Destination $program }
    catch {
      if (Test-Path -LiteralPath $old) { Move-Item -LiteralPath $old -Destination $program }
      throw
    }
    if (Test-Path -LiteralPath $old) { Remove-Item -LiteralPath $old -Force -ErrorAction SilentlyContinue }
  }
  finally {
    Remove-Item -LiteralPath $work -Recurse -Force -ErrorAction SilentlyContinue
  }

  Write-Host "netlab: $said is installed as $program"
  if (($env:Path -split ';') -notcontains $folder) {
    Write-Host "netlab: $folder is not on your PATH; add it under 'Edit environment variables for your account'"
  }
}

function Get-ReleaseFile([string] $Url, [string] $File) {
  try { Invoke-WebRequest -UseBasicParsing -Uri $Url -OutFile $File }
  catch { throw "cannot download ${Url}: $($_.Exception.Message)" }
}

try { Install-Netlab }
catch {
  Write-Host "netlab: $($_.Exception.Message)" -ForegroundColor Red
  # In a script file the failure is its exit code; typed into a shell, that must stay open.
  if ($PSCommandPath) { exit 1 }
}
