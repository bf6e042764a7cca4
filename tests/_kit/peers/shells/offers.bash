# offers.bash SCRIPT LINE...: what the completion function offers at the end of each line, one line of words for each.
source "$1"
shift
for COMP_LINE; do
  COMP_POINT=${#COMP_LINE} COMPREPLY=()
  _netlab
  IFS='|' eval 'echo "${COMPREPLY[*]}"'
done
