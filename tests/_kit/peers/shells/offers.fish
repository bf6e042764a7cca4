# offers.fish SCRIPT LINE...: what fish offers at the end of each line, one line of words for each.
source $argv[1]
for line in $argv[2..-1]
  echo (complete -C $line | string replace -r '\t.*' '' | string join '|')
end
